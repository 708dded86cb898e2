import { beforeEach, describe, expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { createSmsRules, type OutgoingText, RULES_MIGRATIONS, type SmsRules } from "../src/rules/index.ts";
import { createQuietHours } from "../src/rules/quiet-hours.ts";

const PHONE = "+4915123456789";
const OURS = "+447700900001";
const OTHER = "+447700900002";
const HOUR = 3_600_000;

forEachEngine("the rules", (open) => {
  let database: Database;
  let rules: SmsRules;
  let now = Date.parse("2026-11-21T12:00:00Z");
  let messages = 0;

  const countryOf = (phone: string) => (phone.startsWith("+49") ? "DE" : undefined);
  const make = () => createSmsRules({ database, operator: "Culver", countryOf, now: () => now });

  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database, RULES_MIGRATIONS, { table: "sms_migrations" });
    rules = make();
  });

  const write = (text: string, { to = OURS, from = PHONE, id = `in-${messages++}` } = {}) =>
    rules.takeIncoming({ id, from, to, body: { kind: "text", text } });
  const verdict = async (message: Partial<OutgoingText> = {}) =>
    (await rules.checkOutgoing({ to: PHONE, from: OURS, purpose: "person", ...message })).kind;

  test("STOP is confirmed once, in the phone's language, and holds for this number of ours", async () => {
    const outcome = await write("Stop!");
    expect(outcome).toMatchObject({ handled: true, action: "stop", change: "suppressed" });
    expect(outcome.reply).toMatchObject({ from: OURS, to: PHONE, language: "de" });
    expect(outcome.reply?.text).toStartWith("Culver: ");
    expect(await verdict()).toBe("refused");
    expect(await verdict({ from: OTHER })).toBe("send");
    expect(await verdict({ to: "+4915123456780" })).toBe("send");
    for (const again of ["STOP", "stop", "Abmelden"]) {
      const silent = await write(again);
      expect([silent.handled, silent.change, silent.reply]).toEqual([true, undefined, undefined]);
    }
  });

  test("codes and the confirmation itself pass, a forged id of one does not", async () => {
    const { reply } = await write("STOP", { id: "abc" });
    expect(await verdict({ purpose: "code" })).toBe("send");
    expect(await verdict({ purpose: "notice", id: reply?.id })).toBe("send");
    expect(await verdict({ purpose: "notice", id: "rule:other" })).toBe("refused");
    expect(await verdict({ purpose: "notice", id: reply?.id, to: PHONE, from: OURS })).toBe("send");
    await write("STOP", { id: "silent" });
    expect(await verdict({ purpose: "notice", id: "rule:silent" })).toBe("refused");
  });

  test("the same message told again gives the same answer: nothing is lost between commit and reply", async () => {
    const first = await write("STOP", { id: "same" });
    rules = make();
    expect(await write("STOP", { id: "same" })).toEqual(first);
    const second = await write("START", { id: "back" });
    expect(await write("START", { id: "back" })).toEqual(second);
    expect(second).toMatchObject({ change: "resumed", reply: { id: "rule:back" } });
  });

  test("of the same STOP at once one is confirmed", async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => write("STOP")));
    expect(outcomes.filter((outcome) => outcome.reply !== undefined)).toHaveLength(1);
  });

  test("START takes it back; without anything to take back it is a word like any other", async () => {
    expect(await write("START")).toEqual({ handled: false });
    expect(await write("ja")).toEqual({ handled: false });
    await write("STOP");
    expect(await write("Anmelden")).toMatchObject({ change: "resumed", reply: { language: "de" } });
    expect(await verdict()).toBe("send");
    await write("STOP");
    expect(await write("Ja")).toMatchObject({ action: "yes", change: "resumed" });
  });

  test("STOPALL holds for all our numbers; YES to one of them does not take it back, START does", async () => {
    await write("STOP ALL");
    expect([await verdict(), await verdict({ from: OTHER })]).toEqual(["refused", "refused"]);
    expect((await write("YES")).handled).toBe(false);
    expect(await write("START", { to: OTHER })).toMatchObject({ change: "resumed" });
    expect(await verdict()).toBe("send");
  });

  test("what the operator or a carrier put on the list is not the phone's to take away", async () => {
    await rules.suppressions.add({ phone: PHONE });
    await rules.suppressions.add({ phone: PHONE, ours: OTHER, source: "carrier" });
    expect((await write("START", { to: OTHER })).handled).toBe(false);
    expect([await verdict(), await verdict({ from: OTHER })]).toEqual(["refused", "refused"]);
    expect(await rules.suppressions.remove(PHONE)).toBe(true);
    expect([await verdict(), await verdict({ from: OTHER })]).toEqual(["send", "refused"]);
  });

  test("HELP is answered once an hour, and two programs that answer each other come to an end", async () => {
    expect((await write("HELP")).reply?.text).toContain("STOP");
    expect(await write("hilfe")).toMatchObject({ handled: true, action: "help" });
    expect((await write("hilfe")).reply).toBeUndefined();
    now += 2 * HOUR;
    expect((await write("HELP")).reply).toBeDefined();
    let answered = 0;
    for (let i = 0; i < 20; i++) {
      const outcome = await write(i % 2 === 0 ? "STOP" : "START");
      expect(outcome.change).toBe(i % 2 === 0 ? "suppressed" : "resumed");
      if (outcome.reply !== undefined) answered++;
    }
    expect(answered).toBe(4);
  });

  test("who cannot be written to is not answered, and data is no keyword", async () => {
    const named = await write("STOP", { from: "MyBank" });
    expect([named.handled, named.change, named.reply]).toEqual([true, "suppressed", undefined]);
    const octets = new TextEncoder().encode("STOP");
    const outcome = await rules.takeIncoming({
      id: "d",
      from: PHONE,
      to: OURS,
      body: { kind: "data", octets },
    });
    expect(outcome).toEqual({ handled: false });
  });

  describe("the list", () => {
    test("goes out and comes back, with what is broken reported and nothing counted twice", async () => {
      await write("STOP");
      await rules.suppressions.add({ phone: "+4917600000001" });
      const lines: string[] = [];
      for await (const line of rules.suppressions.export()) lines.push(line);
      expect(lines).toHaveLength(2);
      const other = (await open()).database;
      await migrate(other, RULES_MIGRATIONS, { table: "sms_migrations" });
      const copy = createSmsRules({ database: other, operator: "Culver", countryOf, now: () => now });
      const more = [
        "",
        "+4917600000002",
        "+4917600000002",
        "not a number",
        '{"phone":5}',
        '{"phone":"+49176"',
        ...lines,
      ];
      expect(await copy.suppressions.import(more)).toEqual({ added: 3, present: 1, refused: [4, 5, 6] });
      expect(await copy.suppressions.import(lines)).toEqual({ added: 0, present: 2, refused: [] });
      const there = await copy.suppressions.list();
      expect(there.map(({ phone, ours, source }) => [phone, ours, source])).toEqual([
        [PHONE, OURS, "keyword"],
        ["+4917600000001", "", "operator"],
        ["+4917600000002", "", "operator"],
      ]);
    });

    test("is told in pages, each phone once", async () => {
      const numbers = Array.from({ length: 1203 }, (_, i) => `+4917${String(i).padStart(8, "0")}`);
      expect((await rules.suppressions.import(numbers)).added).toBe(1203);
      let count = 0;
      const seen = new Set<string>();
      for await (const line of rules.suppressions.export()) {
        count++;
        seen.add(line);
      }
      expect([count, seen.size]).toEqual([1203, 1203]);
    });
  });

  test("quiet hours hold back notices, never codes, people or answers to keywords", async () => {
    const spans = { "*": { from: 21 * 60, to: 8 * 60 } };
    const quietHours = createQuietHours({ countryOf, spans });
    rules = createSmsRules({ database, operator: "Culver", countryOf, quietHours, now: () => now });
    now = Date.parse("2026-11-21T22:00:00Z");
    const check = (purpose: OutgoingText["purpose"], id?: string) =>
      rules.checkOutgoing({ id, to: PHONE, from: OURS, purpose });
    expect(await check("notice")).toEqual({ kind: "wait", until: Date.parse("2026-11-22T07:00:00Z") });
    expect((await check("business")).kind).toBe("wait");
    for (const purpose of ["code", "person", "encrypted"] as const)
      expect((await check(purpose)).kind).toBe("send");
    const { reply } = await write("HELP");
    expect((await check("notice", reply?.id)).kind).toBe("send");
    now = Date.parse("2026-11-22T07:00:00Z");
    expect((await check("notice")).kind).toBe("send");
  });
});
