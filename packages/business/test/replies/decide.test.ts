import { describe, expect, test } from "bun:test";
import { checkDraft } from "../../src/replies/check.ts";
import { compileReplies } from "../../src/replies/compile.ts";
import { decide } from "../../src/replies/decide.ts";
import { defaultRepliesSettings } from "../../src/replies/options.ts";
import type { Situation } from "../../src/replies/situation.ts";
import { DRAFT, rule } from "./drafts.ts";

const NOON = Date.UTC(2026, 5, 3, 10); // A Wednesday, 12:00 in Berlin.
const NIGHT = Date.UTC(2026, 5, 3, 22);
const DAY = 24 * 3_600_000;

const say = (text: string | undefined, situation: Partial<Situation> = {}, draft: unknown = DRAFT) =>
  decide(
    compileReplies(checkDraft(draft, defaultRepliesSettings)),
    {
      text,
      choice: undefined,
      at: NOON,
      isFirst: false,
      silentMs: 60_000,
      name: "Ann",
      isWithPerson: false,
      isBlocked: false,
      isOptedOut: false,
      recentTexts: 0,
      awaySaidMs: undefined,
      ...situation,
    },
    defaultRepliesSettings,
  );
const rules = (decision: ReturnType<typeof decide>) => decision.replies.map(({ rule }) => rule);

describe("what is said", () => {
  test("a greeting to a newcomer, and after days of silence", () => {
    expect(rules(say("hm", { isFirst: true, silentMs: undefined }))).toEqual(["hello"]);
    expect(rules(say("hm", { silentMs: 31 * DAY }))).toEqual(["hello"]);
    expect(rules(say("hm", { silentMs: 29 * DAY }))).toEqual([]);
    expect(rules(say(undefined, { isFirst: true }))).toEqual(["hello"]);
    expect(say("hm", { isFirst: true }).replies[0]?.text).toBe("Hello Ann!");
    expect(say("hm", { isFirst: true, name: undefined }).replies[0]?.text).toBe("Hello!");
  });

  test("a greeting and one answer, of the first rule that fits", () => {
    const decision = say("Wie sind die Öffnungszeiten, und was ist der Preis?", { isFirst: true });
    expect(rules(decision)).toEqual(["hello", "hours"]);
    expect(decision.trace.map(({ rule, spoke, why }) => [rule, spoke, why])).toEqual([
      ["ice-breaker:0", false, "The text is not this question."],
      ["hello", true, "It is the customer's first message."],
      ["hours", true, 'The text has "Öffnungszeiten".'],
      ["price", false, "Another rule has answered."],
      ["order", false, "Another rule has answered."],
      ["person", false, "Another rule has answered."],
      ["off", false, "It is switched off."],
      ["night", false, "Somebody is there: it is Wednesday 12:00 in Europe/Berlin."],
    ]);
    expect(decision.replies[1]?.buttons).toEqual([
      { id: "rule:hours:0", title: "Prices" },
      { id: "rule:hours:1", title: "A person" },
    ]);
  });

  test.each([
    ["öffnungszeiten", ["hours"]],
    ["OFFNUNGSZEITEN!!!", ["hours"]],
    ["Öffnungszeitenplan", []],
    ["preis", ["price"]],
    ["Preis?", ["price"]],
    ["der Preis", []],
    ["what about order 1234567?", ["order"]],
    ["order 12", []],
    ["営業時間を教えて", ["hours"]],
    ["🕐", ["hours"]],
    ["", []],
    [undefined, []],
  ])("%p is answered by %p", (text, expected) => expect(rules(say(text))).toEqual(expected));

  test("a question to begin with, in the first message alone, instead of the greeting", () => {
    expect(rules(say("where are you", { isFirst: true }))).toEqual(["ice-breaker:0"]);
    expect(rules(say("where are you"))).toEqual([]);
  });

  test("that nobody is there, once in a while, unless there was an answer", () => {
    expect(rules(say("hm", { at: NIGHT }))).toEqual(["night"]);
    expect(say("hm", { at: NIGHT }).saysAway).toBe(true);
    expect(rules(say("hm", { at: NIGHT, isFirst: true }))).toEqual(["hello", "night"]);
    expect(rules(say("hm", { at: NIGHT, awaySaidMs: 11 * 3_600_000 }))).toEqual([]);
    expect(rules(say("hm", { at: NIGHT, awaySaidMs: 13 * 3_600_000 }))).toEqual(["night"]);
    expect(rules(say("preis", { at: NIGHT }))).toEqual(["price"]);
    expect(rules(say("a person please", { at: NIGHT }))).toEqual(["person", "night"]);
  });

  test("a rule asks for a person; then nothing more is said", () => {
    expect(say("I need a PERSON")).toMatchObject({ handOver: "person", replies: [{ rule: "person" }] });
    const quiet = say("preis", { isWithPerson: true, isFirst: true, at: NIGHT });
    expect(quiet).toMatchObject({ replies: [], handOver: undefined });
    expect(quiet.trace.filter(({ why }) => why === "A person has the chat.")).toHaveLength(7);
  });

  test("the blocked and those who want nothing get nothing; two machines do not talk for ever", () => {
    expect(say("a person", { isBlocked: true })).toMatchObject({ replies: [], handOver: undefined });
    expect(say("a person", { isOptedOut: true })).toMatchObject({ replies: [], handOver: "person" });
    expect(rules(say("preis", { recentTexts: 9 }))).toEqual(["price"]);
    expect(rules(say("preis", { recentTexts: 10 }))).toEqual([]);
    expect(say("a person", { recentTexts: 10 }).handOver).toBe("person");
  });

  test("a name is put in as it is, once, and bounded", () => {
    const draft = {
      ...DRAFT,
      rules: [rule("a", { kind: "greeting", text: "Hi {{ name }}, {{name}}", afterDays: 0 })],
    };
    const text = (name: string) => say("x", { isFirst: true, name }, draft).replies[0]?.text;
    expect(text("$& {{name}}")).toBe("Hi $& {{name}}, $& {{name}}");
    expect(text("x\n".repeat(500))?.length).toBeLessThan(130);
    expect(rules(say("x", { silentMs: 4_000 * DAY }, draft))).toEqual([]);
  });

  test("a very long text is looked at up to a limit", () => {
    expect(rules(say(`preis ${"x".repeat(1e6)}`))).toEqual([]);
    expect(rules(say(`${"x ".repeat(1e6)} öffnungszeiten`))).toEqual([]);
  });
});
