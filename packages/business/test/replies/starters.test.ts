import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import type { RepliesDraft } from "../../src/model/index.ts";
import { checkDraft } from "../../src/replies/check.ts";
import { compileReplies } from "../../src/replies/compile.ts";
import { decide } from "../../src/replies/decide.ts";
import { defaultRepliesSettings as settings } from "../../src/replies/options.ts";
import type { Situation } from "../../src/replies/situation.ts";
import { DRAFT, rule } from "./drafts.ts";
import { Island, NOON, NUMBER, startProcess } from "./world.ts";

const NIGHT = Date.UTC(2026, 5, 3, 22);
const asking = (...questions: string[]): RepliesDraft["iceBreakers"] =>
  questions.map((question) => ({ question, answer: `About ${question}` }));

const say = (text: string, situation: Partial<Situation> = {}, draft: unknown = DRAFT) =>
  decide(
    compileReplies(checkDraft(draft, settings)),
    {
      ...{ text, choice: undefined, at: NOON, isFirst: true, silentMs: undefined, name: "Ann" },
      ...{ isWithPerson: false, isBlocked: false, isOptedOut: false, recentTexts: 0, awaySaidMs: undefined },
      ...situation,
    },
    settings,
  );

test("a greeting carries up to three short questions as buttons", () => {
  const iceBreakers = asking("Prices", "Where are you?", "x".repeat(20));
  const [greeting, ...more] = say("hm", {}, { ...DRAFT, iceBreakers }).replies;
  expect(more).toEqual([]);
  expect(greeting).toMatchObject({ rule: "hello", text: "Hello Ann!" });
  expect(greeting?.buttons).toEqual(
    iceBreakers.map(({ question }) => ({ id: `ice-breaker:${question}`, title: question })),
  );
  expect(greeting?.list).toBeUndefined();
});

test("more or longer questions are a list; what is cut is whole below", () => {
  const long = "Do you bake on Sundays and on public holidays?";
  const [one] = say("hm", {}, { ...DRAFT, iceBreakers: asking(long) }).replies;
  expect(one?.buttons).toEqual([]);
  expect(one?.list).toEqual({
    button: "Questions",
    rows: [{ id: `ice-breaker:${long}`, title: "Do you bake on Sundays…", description: long }],
  });
  const many = asking(...Array.from({ length: 10 }, (_, n) => `Question ${n}`));
  const [ten] = say("hm", {}, { ...DRAFT, iceBreakers: many, iceBreakerButton: "Fragen" }).replies;
  expect(ten?.list?.button).toBe("Fragen");
  expect(ten?.list?.rows).toHaveLength(10);
  expect(ten?.list?.rows[0]).toEqual({ id: "ice-breaker:Question 0", title: "Question 0" });
  const longest = "🥐".repeat(80);
  const [row] = say("hm", {}, { ...DRAFT, iceBreakers: asking(longest) }).replies[0]?.list?.rows ?? [];
  expect([[...(row?.title ?? "")].length, [...(row?.description ?? "")].length]).toEqual([24, 72]);
});

test("below a greeting too long for buttons they are a list, and nothing of it is cut", () => {
  const text = "x".repeat(1_100);
  const rules = [rule("hello", { kind: "greeting", text, afterDays: 0 })];
  const [greeting] = say("hm", {}, { ...DRAFT, rules }).replies;
  expect(greeting?.text).toBe(text);
  expect(greeting?.list?.rows).toHaveLength(1);
});

test("without a greeting they go out alone, once, on a first message that asks none of them", () => {
  const rules = DRAFT.rules.filter(({ id }) => id !== "hello");
  const draft = { ...DRAFT, rules, iceBreakerText: "Hi {{name}}, what is it?" };
  const decision = say("hm", {}, draft);
  expect(decision.replies).toEqual([
    {
      ...{ rule: "ice-breakers", name: "Questions to begin with", text: "Hi Ann, what is it?" },
      buttons: [{ id: "ice-breaker:Where are you?", title: "Where are you?" }],
    },
  ]);
  expect(decision.trace.find(({ rule }) => rule === "ice-breakers")?.spoke).toBe(true);
  expect(say("hm", { isFirst: false, silentMs: 1e12 }, draft).replies).toEqual([]);
  expect(say("where are you", {}, draft).replies.map(({ rule }) => rule)).toEqual(["ice-breaker:0"]);
  const off = [rule("hello", { kind: "greeting", text: "Hello", afterDays: 1 }, false), ...rules];
  expect(say("hm", {}, { ...draft, rules: off }).replies.map(({ rule }) => rule)).toEqual(["ice-breakers"]);
  expect(say("hm", {}, { ...draft, iceBreakers: [] }).replies).toEqual([]);
});

test("one that is tapped is answered whenever that is, without greeting and away", () => {
  for (const situation of [{}, { isFirst: false, silentMs: 1e12 }, { at: NIGHT }]) {
    const decision = say("Where are you?", { choice: "ice-breaker:Where are you?", ...situation });
    expect(decision.replies.map(({ text }) => text)).toEqual(["In Berlin."]);
    expect(decision.trace[0]?.why).toBe("The customer has tapped this question.");
  }
  const cut = say("Where are…", { choice: "ice-breaker:Where are you?", isFirst: false });
  expect(cut.replies.map(({ text }) => text)).toEqual(["In Berlin."]);
});

test("one that is there no more is a text like any other", () => {
  const choice = "ice-breaker:Preis";
  expect(say("Preis", { choice, isFirst: false }).replies.map(({ rule }) => rule)).toEqual(["price"]);
});

test("nobody is offered questions while a person is asked for", () => {
  const decision = say("a person please");
  expect(decision.replies.map(({ rule }) => rule)).toEqual(["hello", "person"]);
  expect(decision.replies[0]?.buttons).toEqual([]);
  const rules = DRAFT.rules.filter(({ id }) => id !== "hello");
  expect(say("a person please", {}, { ...DRAFT, rules }).replies.map(({ rule }) => rule)).toEqual(["person"]);
  expect(say("Where are you?", { choice: "ice-breaker:Where are you?", isWithPerson: true }).replies).toEqual(
    [],
  );
});

test.each([
  ["an empty text above", { iceBreakerText: " " }, /^The text above the questions is empty\.$/],
  ["a long button", { iceBreakerButton: "x".repeat(21) }, /is 1 characters too long: at most 20/],
  ["a question with a name", { iceBreakers: asking("Hi {{name}}") }, /cannot have \{\{name\}\} in it/],
])("%s is refused in a sentence", (_, change, message) => {
  expect(() => checkDraft({ ...DRAFT, ...change }, settings)).toThrow(message);
});

forEachEngine("questions to begin with", (open) => {
  test("are sent as a list or buttons, and what was kept before has the words of old", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    const { iceBreakerText, iceBreakerButton, ...before } = DRAFT;
    await database.insertMany(
      "business_replies",
      ["number", "version", "changed_at", "changed_by", "document"],
      [[NUMBER.id, 1, NOON, "ann", JSON.stringify({ ...before, rules: [] })]],
    );
    expect(await replies.desk.get(NUMBER.id)).toMatchObject({ iceBreakerText, iceBreakerButton });
    await handle(island.incoming("2000000000000001", "hi"));
    expect(island.messages.at(-1)).toMatchObject({
      content: { interactive: { kind: "button", body: "How can we help?" } },
    });
    await replies.desk.save(NUMBER.id, { ...DRAFT, iceBreakers: asking("a", "b", "c", "d") }, "ann");
    await handle(island.incoming("2000000000000002", "hi"));
    expect(island.messages.at(-1)).toMatchObject({
      content: { interactive: { kind: "list", body: "Hello Ann!", button: "Questions" } },
    });
    const row = { type: "list_reply", id: "ice-breaker:c", title: "c" } as const;
    await handle(island.incoming("2000000000000002", "", { content: row }));
    expect(island.said("2000000000000002")).toEqual(["Hello Ann!", "About c"]);
    const tried = await replies.desk.test(NUMBER.id, { text: "hi", at: NOON, isFirst: true });
    expect(tried.replies[0]?.list).toEqual({
      button: "Questions",
      rows: ["a", "b", "c", "d"].map((title) => ({ title })),
    });
  });
});
