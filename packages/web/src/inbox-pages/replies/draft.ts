import type { AutomaticReply, OpeningHours, RepliesView } from "@culver/business/inbox-api";

/** What of the automatic replies is edited. */
export type Draft = Pick<
  RepliesView,
  "hours" | "rules" | "iceBreakers" | "iceBreakerText" | "iceBreakerButton"
>;
export type Rule = Draft["rules"][number];
export type ReplyKind = AutomaticReply["kind"];

export function draftOf(view: RepliesView): Draft {
  const { hours, rules, iceBreakers, iceBreakerText, iceBreakerButton } = view;
  return { hours, rules, iceBreakers, iceBreakerText, iceBreakerButton };
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(draftOf(a as RepliesView)) === JSON.stringify(draftOf(b as RepliesView));
}

function emptyReply(kind: ReplyKind): AutomaticReply {
  switch (kind) {
    case "greeting":
      return { kind, text: "", afterDays: 14 };
    case "away":
      return { kind, text: "" };
    case "keyword":
      return { kind, words: [], match: "contains", text: "", buttons: [], handOver: false };
    case "pattern":
      return { kind, pattern: "", text: "", buttons: [], handOver: false };
  }
}

export function newRule(kind: ReplyKind, name: string): Rule {
  const random = crypto.getRandomValues(new Uint8Array(9));
  const id = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { id, name, isOn: true, reply: emptyReply(kind) };
}

const written = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.trim()).filter((text) => text !== "");

/** Without the lines and buttons that were left empty while editing. */
export function cleaned(draft: Draft): Draft {
  const rules = draft.rules.map((rule) => {
    const { reply } = rule;
    if (reply.kind === "keyword")
      return { ...rule, reply: { ...reply, words: written(reply.words), buttons: written(reply.buttons) } };
    return reply.kind === "pattern"
      ? { ...rule, reply: { ...reply, buttons: written(reply.buttons) } }
      : rule;
  });
  return { ...draft, rules };
}

export function replaceAt<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((one, at) => (at === index ? item : one));
}

export function removeAt<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, at) => at !== index);
}

export function move<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  const rest = removeAt(list, from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

const endOfDay = 24 * 60;

/** Minutes after midnight as an input of the browser has them; the end of a day is 00:00. */
export function timeOf(minutes: number): string {
  const within = minutes % endOfDay;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** Undefined for what is no time. As an end, 00:00 is the end of the day. */
export function minutesOf(time: string, isEnd: boolean): number | undefined {
  const match = /^(\d\d):(\d\d)/u.exec(time);
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return isEnd && minutes === 0 ? endOfDay : minutes;
}

/** Monday's hours from Tuesday to Friday too. Sunday is 0. */
export function sameOnWeekdays(hours: OpeningHours): OpeningHours {
  const monday = hours.days[1] ?? [];
  return { ...hours, days: hours.days.map((day, index) => (index >= 2 && index <= 5 ? monday : day)) };
}
