import { describe, expect, test } from "bun:test";
import {
  changeTemplate,
  reasonsForReview,
  requireSendable,
  TEMPLATE_TRANSITIONS,
  type TemplateState,
} from "../../src/templates/index.ts";
import { body, create } from "./template-fixtures.ts";

describe("states", () => {
  test("a life", () => {
    const changes = [
      "reject",
      "edit",
      "approve",
      "pause",
      "resume",
      "disable",
      "appeal",
      "approve",
      "delete",
      "purge",
    ] as const;
    let state: TemplateState = "PENDING";
    const states = changes.map((change) => {
      state = changeTemplate(state, change);
      return state;
    });
    expect(states).toEqual([
      "REJECTED",
      "PENDING",
      "APPROVED",
      "PAUSED",
      "APPROVED",
      "DISABLED",
      "IN_APPEAL",
      "APPROVED",
      "PENDING_DELETION",
      "DELETED",
    ]);
  });

  test("what is not in the table is code 100", () => {
    expect(() => changeTemplate("PENDING", "pause")).toThrow("(#100)");
    expect(TEMPLATE_TRANSITIONS.DELETED).toEqual({});
  });

  test("only an approved template is sent", () => {
    expect(() => requireSendable("APPROVED")).not.toThrow();
    expect(() => requireSendable("PAUSED")).toThrow("(#132015)");
    expect(() => requireSendable("DISABLED")).toThrow("(#132016)");
    expect(() => requireSendable("PENDING")).toThrow("(#132001)");
    expect(() => requireSendable("DELETED")).toThrow("(#132001)");
  });
});

describe("approval", () => {
  const only = (text: string, examples: string[] = []) => create({ components: [body(text, examples)] });
  const settings = { categories: ["UTILITY"], wordsPerVariable: 2 } as const;

  test("an ordinary template needs nobody", () => expect(reasonsForReview(create())).toEqual([]));

  test.each([
    ["an advert", create({ category: "MARKETING" }), "its category is looked at by a person"],
    ["a shortener", only("See https://bit.ly/abc please"), "it hides where a link leads"],
    ["an envelope", only("a {{1}} b {{2}} c", ["x", "y"]), "it has few words beside its variables"],
    ["an invisible sign", only("Hello\u202eolleh"), "it has characters that cannot be seen"],
    ["shouting", only("BUY NOW AND NEVER PAY AGAIN"), "it is written in capitals"],
  ])("%s", (_, template, reason) => expect(reasonsForReview(template)).toEqual([reason]));

  test("hosts and languages that are listed", () => {
    expect(reasonsForReview(create(), { ...settings, hosts: ["example"] })).toEqual([]);
    expect(reasonsForReview(create(), { ...settings, hosts: ["other.example"] })).toEqual([
      "it links to a host that is not listed",
    ]);
    expect(reasonsForReview(create(), { ...settings, languages: ["de"] })).toHaveLength(1);
  });
});
