import type { Message } from "@culver/client";
import { sameDay } from "./format-time.ts";

/** Messages of one author within this time stand together. */
const groupGap = 5 * 60_000;

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly message: Message;
  /** First and last of a run by one author: the last one carries the tail. */
  readonly first: boolean;
  readonly last: boolean;
}

export type Row =
  | MessageRow
  | { readonly kind: "notice"; readonly key: string; readonly message: Message }
  | { readonly kind: "unread"; readonly key: "unread"; readonly count: number };

export interface Day {
  readonly key: string;
  readonly at: number;
  readonly rows: readonly Row[];
}

export interface UnreadMark {
  /** The first message that was unread when the chat was opened. */
  readonly from: string;
  readonly count: number;
}

function standTogether(a: Message | undefined, b: Message | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.body.kind === "notice" || b.body.kind === "notice") return false;
  return a.author === b.author && b.at - a.at < groupGap && sameDay(a.at, b.at);
}

function rowOf(
  message: Message,
  before: Message | undefined,
  after: Message | undefined,
  mark?: UnreadMark,
): Row {
  if (message.body.kind === "notice") return { kind: "notice", key: message.id, message };
  return {
    kind: "message",
    key: message.id,
    message,
    first: message.id === mark?.from || !standTogether(before, message),
    last: after?.id === mark?.from || !standTogether(message, after),
  };
}

/** A day's key; a clock that was set back can make the same date come twice. */
function dayKey(at: number, before: readonly { readonly key: string }[]): string {
  const date = new Date(at).toDateString();
  const times = before.filter(({ key }) => key === date || key.startsWith(`${date} `)).length;
  return times === 0 ? date : `${date} ${times}`;
}

/** What a conversation shows: its messages, oldest first, by day, in runs, with the unread divider. */
export function timelineDays(messages: readonly Message[], mark?: UnreadMark): readonly Day[] {
  const days: { key: string; at: number; rows: Row[] }[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    let day = days.at(-1);
    if (day === undefined || before === undefined || !sameDay(before.at, message.at)) {
      // Keyed by date, so that history put before does not make the day anew.
      day = { key: dayKey(message.at, days), at: message.at, rows: [] };
      days.push(day);
    }
    if (message.id === mark?.from) day.rows.push({ kind: "unread", key: "unread", count: mark.count });
    day.rows.push(rowOf(message, before, messages[index + 1], mark));
  });
  return days;
}
