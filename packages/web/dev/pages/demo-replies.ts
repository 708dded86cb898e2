import type { RepliesTest, RepliesTestResult, RepliesView } from "@culver/business/inbox-api";
import { DemoRefusal, type Handler } from "./handler.ts";

type Draft = Omit<RepliesView, "version" | "changedAt" | "changedBy">;
type Rule = Draft["rules"][number];

const weekday = [
  { from: 420, to: 780 },
  { from: 840, to: 1080 },
];

function initial(): RepliesView {
  return {
    version: 3,
    changedAt: Date.now() - 26 * 3_600_000,
    changedBy: "a1",
    hours: {
      timeZone: "Europe/London",
      days: [[], weekday, weekday, weekday, weekday, weekday, [{ from: 480, to: 720 }]],
    },
    rules: [
      {
        id: "r1",
        name: "Welcome",
        isOn: true,
        reply: {
          kind: "greeting",
          text: "Hello {{name}}, this is *Riverside Bakery*. How can we help?",
          afterDays: 14,
        },
      },
      {
        id: "r2",
        name: "Closed",
        isOn: true,
        reply: { kind: "away", text: "We are asleep: the oven starts at 5. We answer in the morning." },
      },
      {
        id: "r3",
        name: "Opening hours",
        isOn: true,
        reply: {
          kind: "keyword",
          words: ["open", "hours", "opening times"],
          match: "contains",
          text: "Monday to Friday 7–13 and 14–18, Saturday 8–12.",
          buttons: ["Order bread", "Talk to us"],
          handOver: false,
        },
      },
      {
        id: "r4",
        name: "A person",
        isOn: false,
        reply: {
          kind: "pattern",
          pattern: "(?i)\\b(human|person|help me)\\b",
          text: "Somebody will be with you shortly.",
          buttons: [],
          handOver: true,
        },
      },
    ],
    iceBreakers: [{ question: "Are you open on Sunday?", answer: "No, on Sunday we rest." }],
    iceBreakerText: "How can we help?",
    iceBreakerButton: "Questions",
  };
}

function fits({ reply }: Rule, test: RepliesTest, isOpen: boolean): string | undefined {
  const text = test.text.toLowerCase();
  switch (reply.kind) {
    case "greeting":
      return test.isFirst ? "It is their first message." : undefined;
    case "away":
      return isOpen ? undefined : "It is outside of the opening hours.";
    case "keyword": {
      const word = reply.words.find((one) =>
        reply.match === "equals" ? text === one.toLowerCase() : text.includes(one.toLowerCase()),
      );
      return word === undefined ? undefined : `It contains “${word}”.`;
    }
    case "pattern":
      return new RegExp(reply.pattern.replace("(?i)", ""), "iu").test(text)
        ? "The pattern matches."
        : undefined;
  }
}

function tried({ rules, hours }: Draft, test: RepliesTest): RepliesTestResult {
  const at = new Date(test.at);
  const minutes = at.getUTCHours() * 60 + at.getUTCMinutes();
  const isOpen = (hours.days[at.getUTCDay()] ?? []).some(({ from, to }) => from <= minutes && minutes < to);
  const trace = rules.map((rule) => {
    const why = rule.isOn ? fits(rule, test, isOpen) : undefined;
    return {
      rule: rule.id,
      name: rule.name,
      spoke: why !== undefined,
      why: why ?? (rule.isOn ? "It does not fit this message." : "It is off."),
    };
  });
  const spoken = rules.filter((_, index) => trace[index]?.spoke === true);
  return {
    replies: spoken.map(({ id, name, reply }) => ({
      rule: id,
      name,
      text: reply.text.replaceAll("{{name}}", "Robin"),
      buttons: "buttons" in reply ? reply.buttons : [],
    })),
    handOver: spoken.some(({ reply }) => "handOver" in reply && reply.handOver),
    trace,
  };
}

/** Automatic replies of two numbers, and all their versions. */
export function demoReplies(): Handler {
  const first = initial();
  const versions = new Map<string, RepliesView[]>();
  const all = (number: string): RepliesView[] => {
    const known = versions.get(number);
    if (known !== undefined) return known;
    const fresh =
      number === "n1"
        ? [
            { ...first, version: 1, rules: first.rules.slice(0, 1), changedAt: first.changedAt - 9e8 },
            { ...first, version: 2, rules: first.rules.slice(0, 3), changedAt: first.changedAt - 2e8 },
            first,
          ]
        : [{ ...first, version: 0, changedBy: "", rules: [], iceBreakers: [] }];
    versions.set(number, fresh);
    return fresh;
  };
  const save = (number: string, draft: Draft): RepliesView => {
    const wrong = draft.rules.find(({ reply }) => reply.text.trim() === "");
    if (wrong !== undefined)
      throw new DemoRefusal("invalid", `The text of "${wrong.name || wrong.reply.kind}" is empty.`);
    const list = all(number);
    const version = (list.at(-1)?.version ?? 0) + 1;
    const saved = { ...draft, version, changedAt: Date.now(), changedBy: "a1" };
    list.push(saved);
    return saved;
  };
  return ({ method, path, query, body }) => {
    const number = query.get("number") ?? "";
    if (path === "/replies") return method === "PUT" ? save(number, body as Draft) : all(number).at(-1);
    if (path === "/replies/history")
      return {
        versions: all(number)
          .filter(({ version }) => version > 0)
          .map(({ version, changedAt, changedBy }) => ({ version, changedAt, changedBy })),
      };
    if (path.startsWith("/replies/versions/"))
      return all(number).find(({ version }) => version === Number(path.split("/")[3]));
    if (path !== "/replies/test") return undefined;
    const { test, draft } = body as { readonly test: RepliesTest; readonly draft?: Draft };
    return tried(draft ?? all(number).at(-1) ?? first, test);
  };
}
