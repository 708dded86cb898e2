import type { Row, Value } from "@culver/storage";
import type { EventError, IncomingContent } from "../events/index.ts";
import type { Channel, DeliveryStatus, OutgoingContent, Sender, StoredMessage } from "../model/index.ts";

/** What is still to be done about a message. */
export const WORK = { none: 0, send: 1, follow: 2, handle: 3 } as const;

/** A message that has no place in the order yet, as its table has it. */
export type NewMessageRow = {
  readonly id: string;
  readonly thread: string;
  readonly number: string;
  readonly direction: "in" | "out";
  readonly channel: Channel;
  /** The channel that was asked for. */
  readonly route: Channel | null;
  readonly at: number;
  readonly type: string;
  readonly content: string;
  readonly author: string | null;
  readonly quotes: string | null;
  readonly callback_data: string | null;
  readonly status: DeliveryStatus | null;
  readonly error: string | null;
  readonly reactions: string;
  readonly choices: string | null;
  readonly stanza: string;
  readonly conversation: string | null;
  readonly is_edited: number;
  readonly is_revoked: number;
  readonly is_outside: number;
  readonly work: number;
};

/** A message as its table has it. */
export type MessageRow = NewMessageRow & { readonly seq: number };

const NEW_COLUMNS = [
  ...["id", "thread", "number", "direction", "channel", "route", "at", "type", "content", "author", "quotes"],
  ...["callback_data", "status", "error", "reactions", "choices", "stanza", "conversation", "is_edited"],
  ...["is_revoked", "is_outside", "work"],
] as const;

export const MESSAGE_COLUMNS = ["seq", ...NEW_COLUMNS].join(", ");

export const newColumns: readonly string[] = NEW_COLUMNS;

export const newValues = (row: NewMessageRow): Value[] =>
  NEW_COLUMNS.map((column) => (row as Row)[column] ?? null);

export function storedMessage(row: MessageRow): StoredMessage {
  const frame = {
    id: row.id,
    thread: row.thread,
    number: row.number,
    channel: row.channel,
    at: row.at,
    seq: row.seq,
    quotes: row.quotes ?? undefined,
    reactions: JSON.parse(row.reactions) as StoredMessage["reactions"],
  };
  if (row.direction === "in")
    return {
      ...frame,
      direction: "in",
      content: JSON.parse(row.content) as IncomingContent,
      isEdited: row.is_edited === 1,
      isRevoked: row.is_revoked === 1,
    };
  return {
    ...frame,
    direction: "out",
    content: outgoingContent(row),
    by: JSON.parse(row.author ?? "null") as Sender,
    status: row.status ?? "accepted",
    error: row.error === null ? undefined : (JSON.parse(row.error) as EventError),
    callbackData: callbackData(row),
  };
}

export const outgoingContent = (row: Pick<MessageRow, "content">): OutgoingContent =>
  JSON.parse(row.content) as OutgoingContent;

/** As JSON: it is the caller's, and may hold what is not text. */
export const callbackData = (row: Pick<MessageRow, "callback_data">): string | undefined =>
  row.callback_data === null ? undefined : (JSON.parse(row.callback_data) as string);
