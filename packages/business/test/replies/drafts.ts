import type { AutomaticReply } from "../../src/inbox-api.ts";
import type { RepliesDraft } from "../../src/model/index.ts";

export const rule = (id: string, reply: AutomaticReply, isOn = true): RepliesDraft["rules"][number] => ({
  id,
  name: id,
  isOn,
  reply,
});

const open = [{ from: 9 * 60, to: 18 * 60 }];

/** One rule of each kind, and one that is switched off. */
export const DRAFT: RepliesDraft = {
  hours: { timeZone: "Europe/Berlin", days: [[], open, open, open, open, open, []] },
  rules: [
    rule("hello", { kind: "greeting", text: "Hello {{name}}!", afterDays: 30 }),
    rule("hours", {
      kind: "keyword",
      words: ["Öffnungszeiten", "営業時間", "🕐"],
      match: "contains",
      text: "From 9 to 18.",
      buttons: ["Prices", "A person"],
      handOver: false,
    }),
    rule("price", {
      kind: "keyword",
      words: ["Preis"],
      match: "equals",
      text: "It is 9 euros.",
      buttons: [],
      handOver: false,
    }),
    rule("night", { kind: "away", text: "We are asleep." }),
    rule("order", {
      kind: "pattern",
      pattern: "order\\s*\\d{5,}",
      text: "We look for it.",
      buttons: [],
      handOver: false,
    }),
    rule("person", {
      kind: "keyword",
      words: ["person"],
      match: "contains",
      text: "Somebody will come.",
      buttons: [],
      handOver: true,
    }),
    rule(
      "off",
      { kind: "keyword", words: ["hm"], match: "equals", text: "?", buttons: [], handOver: false },
      false,
    ),
  ],
  iceBreakers: [{ question: "Where are you?", answer: "In Berlin." }],
  iceBreakerText: "How can we help?",
  iceBreakerButton: "Questions",
};
