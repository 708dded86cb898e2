import type { Transaction } from "@culver/storage";
import type { StoredMessage, Thread } from "../../model/index.ts";
import { fold } from "../../rendering/fold.ts";
import { addEvent, type Entry } from "./entries.ts";
import { isReaction, lineOf, textOf } from "./message-text.ts";
import { positionOf } from "./position.ts";
import { ensureThreadRows, searchTextOf } from "./thread-row.ts";

/** A message as the engine tells of it. */
export interface Told {
  readonly message: StoredMessage;
  readonly thread: Thread;
  readonly business: string;
}

const LINE_COLUMNS = ["id", "business", "thread", "pos", "direction", "text"];

/**
 * Takes messages into the inbox's own tables: what is searched, what is unread, what comes first in the list, and that a
 * customer's message opens a closed thread. Each message counts once, however often it is told.
 * @returns the events that came of it, and the ids of those that were told for the first time.
 */
export async function indexMessages(
  tx: Transaction,
  told: readonly Told[],
  now: number,
): Promise<{ readonly events: readonly Entry[]; readonly fresh: Set<string> }> {
  const lines = told.filter(({ message }) => !isReaction(message));
  await ensureThreadRows(
    tx,
    told.map(({ thread, business, message }) => ({ thread, business, at: message.at })),
  );
  const areNew = await tx.insertNew("business_inbox_lines", LINE_COLUMNS, lines.map(lineRow), ["id"]);
  const fresh = lines.filter((_, index) => areNew[index]);
  for (const { message } of lines.filter((_, index) => !areNew[index])) await rewrite(tx, message);
  const events: Entry[] = [];
  for (const id of new Set(fresh.map(({ thread }) => thread.id))) {
    const ofThread = fresh.filter(({ thread }) => thread.id === id);
    const event = await count(tx, ofThread, now);
    if (event) events.push(event);
  }
  return { events, fresh: new Set(fresh.map(({ message }) => message.id)) };
}

const lineRow = ({ message, thread, business }: Told) => [
  ...[message.id, business, thread.id, positionOf(message), message.direction],
  fold(textOf(message)).replaceAll("\0", ""),
];

/** What was edited or taken back is found by what it says now. */
async function rewrite(tx: Transaction, message: StoredMessage): Promise<void> {
  if (message.direction === "out" || !(message.isEdited || message.isRevoked)) return;
  await tx.execute("UPDATE business_inbox_lines SET text = ? WHERE id = ?", [
    fold(textOf(message)),
    message.id,
  ]);
  await tx.execute("UPDATE business_inbox_threads SET last_text = ? WHERE last_id = ?", [
    ...[lineOf(message).replaceAll("\0", ""), message.id],
  ]);
}

/** The thread's row after new messages of it. */
async function count(tx: Transaction, told: readonly Told[], now: number): Promise<Entry | undefined> {
  const youngest = told.reduce((a, b) => (b.message.seq > a.message.seq ? b : a));
  const { message, thread, business } = youngest;
  const position = positionOf(message);
  await tx.execute(
    `UPDATE business_inbox_threads SET
       last_id = CASE WHEN last_at IS NULL OR last_at <= ? THEN ? ELSE last_id END,
       last_text = CASE WHEN last_at IS NULL OR last_at <= ? THEN ? ELSE last_text END,
       last_direction = CASE WHEN last_at IS NULL OR last_at <= ? THEN ? ELSE last_direction END,
       last_at = CASE WHEN last_at IS NULL OR last_at <= ? THEN ? ELSE last_at END,
       active_at = CASE WHEN active_at < ? THEN ? ELSE active_at END,
       last_pos = CASE WHEN last_pos < ? THEN ? ELSE last_pos END,
       search = ?,
       unread = (SELECT COUNT(*) FROM business_inbox_lines l WHERE l.thread = business_inbox_threads.id
         AND l.direction = 'in' AND l.pos > business_inbox_threads.read_pos)
     WHERE id = ?`,
    [
      ...[message.at, message.id, message.at, lineOf(message).replaceAll("\0", "")],
      ...[message.at, message.direction, message.at, message.at, message.at, message.at],
      ...[position, position, searchTextOf(thread), thread.id],
    ],
  );
  const written = told
    .filter((each) => each.message.direction === "in")
    .map((each) => positionOf(each.message));
  if (written.length === 0) return undefined;
  const reopened = await tx.execute(
    "UPDATE business_inbox_threads SET state = 'open' WHERE id = ? AND state = 'closed' AND closed_pos < ?",
    [thread.id, Math.max(...written)],
  );
  if (reopened === 0) return undefined;
  const event = {
    at: now,
    agent: "",
    action: "thread.reopened",
    text: "The customer wrote: the chat is open again.",
  };
  return addEvent(tx, { id: thread.id, business }, event);
}
