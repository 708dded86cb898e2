import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import fc from "fast-check";
import { checkDraft } from "../../src/replies/check.ts";
import { RepliesError } from "../../src/replies/index.ts";
import { defaultRepliesSettings } from "../../src/replies/options.ts";
import { DRAFT, rule } from "./drafts.ts";
import { Island, NOON, NUMBER, startProcess } from "./world.ts";

const keyword = (id: string, words: string[], more: object = {}) => ({
  ...rule(id, { kind: "keyword", words, match: "contains", text: "x", buttons: [], handOver: false }),
  reply: { kind: "keyword", words, match: "contains", text: "x", buttons: [], handOver: false, ...more },
});
const withRules = (...rules: unknown[]) => ({ ...DRAFT, rules });

test.each([
  ["nothing", undefined, /the whole is wrong/],
  ["six days", { ...DRAFT, hours: { timeZone: "Etc/UTC", days: [] } }, /hours\.days is wrong/],
  [
    "a kind that is none",
    withRules({ id: "a", name: "a", isOn: true, reply: { kind: "x" } }),
    /rules\.0\.reply/,
  ],
  ["no text", withRules(keyword("Prices", ["a"], { text: " " })), /^The text of "Prices" is empty\.$/],
  ["a long text", withRules(keyword("a", ["a"], { text: "x".repeat(4_100) })), /is 4 characters too long/],
  [
    "a long text with buttons",
    withRules(keyword("a", ["a"], { text: "x".repeat(1_025), buttons: ["b"] })),
    /is 1 characters too long: at most 1024/,
  ],
  [
    "four buttons",
    withRules(keyword("a", ["a"], { buttons: ["1", "2", "3", "4"] })),
    /has 4 buttons; at most 3/,
  ],
  [
    "a long button",
    withRules(keyword("a", ["a"], { buttons: ["x".repeat(21)] })),
    /longer than 20 characters/,
  ],
  ["two equal buttons", withRules(keyword("a", ["a"], { buttons: ["b", "b"] })), /has the button "b" twice/],
  ["no words", withRules(keyword("a", [])), /^"a" has no word to look for\.$/],
  [
    "a word twice",
    withRules(keyword("a", ["Öffnung"]), keyword("b", ["offnung!"])),
    /^The word "offnung!" is in two rules: "a" and "b"\.$/,
  ],
  [
    "an unknown placeholder",
    withRules(keyword("a", ["a"], { text: "Hi {{nmae}}" })),
    /\{\{nmae\}\}, which is not known/,
  ],
  [
    "a bad pattern",
    withRules(rule("Orders", { kind: "pattern", pattern: "ab(c", text: "x", buttons: [], handOver: false })),
    /^The pattern of "Orders" is wrong at character 3: the \( is not closed\.$/,
  ],
  ["an id twice", withRules(keyword("a", ["a"]), keyword("a", ["b"])), /Two rules have the id "a"/],
  ["an id of signs", withRules({ ...keyword("a", ["a"]), id: "a:b" }), /id that is not made of letters/],
  [
    "eleven questions",
    { ...DRAFT, iceBreakers: Array.from({ length: 11 }, (_, n) => ({ question: `q${n}`, answer: "a" })) },
    /at most 10/,
  ],
  [
    "a question twice",
    { ...DRAFT, iceBreakers: ["Where?", "where"].map((question) => ({ question, answer: "a" })) },
    /there twice/,
  ],
  ["an unknown zone", { ...DRAFT, hours: { ...DRAFT.hours, timeZone: "Berlin/Europe" } }, /no time zone/],
])("%s is refused in a sentence", (_, draft, message) => {
  expect(() => checkDraft(draft, defaultRepliesSettings)).toThrow(RepliesError);
  expect(() => checkDraft(draft, defaultRepliesSettings)).toThrow(message);
});

test("a word may stand in a rule that is off, or in one that looks at it otherwise", () => {
  const off = { ...keyword("b", ["a"]), isOn: false };
  expect(checkDraft(withRules(keyword("a", ["a"]), off), defaultRepliesSettings).rules).toHaveLength(2);
  expect(
    checkDraft(
      withRules(keyword("a", ["a"]), keyword("b", ["a"], { match: "equals" })),
      defaultRepliesSettings,
    ).rules,
  ).toHaveLength(2);
});

test("anything is a draft or refused in a sentence", () => {
  fc.assert(
    fc.property(fc.anything(), (draft) => {
      try {
        checkDraft(draft, defaultRepliesSettings);
      } catch (error) {
        if (!(error instanceof RepliesError)) throw error;
      }
    }),
  );
});

forEachEngine("the desk of automatic replies", (open) => {
  test("each change is a version, and none is overwritten", async () => {
    const { database } = await open();
    let at = NOON;
    const { replies } = await startProcess(database, new Island(), { now: () => at++ });
    const { desk } = replies;
    expect(await desk.get(NUMBER.id)).toMatchObject({
      version: 0,
      rules: [],
      hours: { timeZone: "Etc/UTC" },
    });
    const first = await desk.save(NUMBER.id, DRAFT, "ann");
    expect(first).toEqual({ ...DRAFT, version: 1, changedAt: NOON, changedBy: "ann" });
    const drafts = ["bo", "cy"].map((by) => desk.save(NUMBER.id, { ...DRAFT, rules: [] }, by));
    expect((await Promise.all(drafts)).map(({ version }) => version).sort()).toEqual([2, 3]);
    expect(await desk.get(NUMBER.id)).toMatchObject({ version: 3, rules: [] });
    expect(await desk.version(NUMBER.id, 1)).toEqual(first);
    expect((await desk.history(NUMBER.id)).map(({ version }) => version)).toEqual([3, 2, 1]);
    for (const version of [0, 4, -1, 1.5, Number.NaN, 2 ** 60]) {
      expect(await desk.version(NUMBER.id, version)).toBeUndefined();
    }
    await expect(desk.save("1", DRAFT, "ann")).rejects.toThrow("There is no such number any more.");
    await expect(desk.save(NUMBER.id, withRules(keyword("a", [])) as never, "ann")).rejects.toThrow(
      RepliesError,
    );
    const again = await startProcess(database, new Island());
    expect(await again.replies.desk.get(NUMBER.id)).toMatchObject({ version: 3 });
  });

  test("a draft is tried before it is saved", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies } = await startProcess(database, island);
    const sample = { text: "Wie sind die Öffnungszeiten?", at: NOON, isFirst: true };
    expect((await replies.desk.test(NUMBER.id, sample)).replies).toEqual([]);
    const tried = await replies.desk.test(NUMBER.id, sample, DRAFT);
    expect(tried.replies).toEqual([
      { rule: "hello", name: "hello", text: "Hello {{name}}!", buttons: ["Where are you?"] },
      { rule: "hours", name: "hours", text: "From 9 to 18.", buttons: ["Prices", "A person"] },
    ]);
    expect(tried.handOver).toBe(false);
    expect(tried.trace).toHaveLength(8);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    expect(
      await replies.desk.test(NUMBER.id, { ...sample, text: "person", isFirst: false, daysSilent: 40 }),
    ).toMatchObject({ replies: [{ rule: "hello" }, { rule: "person" }], handOver: true });
    expect(island.messages).toEqual([]);
    const broken = { ...sample, at: Number.NaN };
    await expect(replies.desk.test(NUMBER.id, broken)).rejects.toThrow("There is no time to test with.");
    await expect(replies.desk.test(NUMBER.id, sample, withRules(keyword("a", [])) as never)).rejects.toThrow(
      RepliesError,
    );
  });
});
