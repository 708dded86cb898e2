import { placeholders, type Transaction } from "@culver/storage";
import { type Batch, push } from "./batch.ts";
import { EVENT_COLUMNS } from "./events.ts";

const MESSAGE_COLUMNS = [
  "seq",
  "id",
  "purpose",
  "created_at",
  "valid_until",
  "phone_hash",
  "key_id",
  "content",
  "due_at",
] as const;
const ANSWER_COLUMNS = ["carrier", "answer", "message", "part"] as const;
const STATUS_COLUMNS = [
  "n",
  "message",
  "id",
  "account",
  "purpose",
  "state",
  "reason",
  "code",
  "carrier",
  "at",
] as const;
const PARKED_COLUMNS = ["n", "at", "carrier", "key_id", "receipt"] as const;
const INCOMING_COLUMNS = ["key", "id", "at"] as const;
const TAKEN_COLUMNS = ["key", "at"] as const;
const IGNORE = { onConflict: "ignore" } as const;
/** Longest list of one statement; a few lengths only, so that their plans are kept. */
const MAX_LIST = 512;

/** Writes the batch; @returns whether each of its messages was new. */
export async function writeBatch(tx: Transaction, batch: Batch, now: number): Promise<boolean[]> {
  // Keys that may come back are taken away before they are written, those that go at once after.
  if (batch.handledIncoming.length > 0) await tx.deleteMany("sms_incoming", ["key"], batch.handledIncoming);
  if (batch.toldStatuses.length > 0) await tx.deleteMany("sms_statuses", ["n"], batch.toldStatuses);
  const { messages, events, answers, parked, statuses, incoming } = batch;
  const rows = messages.map(({ row }) => row);
  const fresh = rows.length > 0 ? await tx.insertNew("sms_messages", MESSAGE_COLUMNS, rows, ["id"]) : [];
  if (events.length > 0) await tx.insertMany("sms_events", EVENT_COLUMNS, events, IGNORE);
  if (answers.length > 0) await tx.insertMany("sms_answers", ANSWER_COLUMNS, answers, IGNORE);
  if (parked.length > 0) await tx.insertMany("sms_parked_receipts", PARKED_COLUMNS, parked, IGNORE);
  if (statuses.length > 0) await tx.insertMany("sms_statuses", STATUS_COLUMNS, statuses, IGNORE);
  if (incoming.length > 0) await tx.insertMany("sms_incoming", INCOMING_COLUMNS, incoming, IGNORE);
  if (batch.taken.length > 0) await tx.insertMany("sms_taken", TAKEN_COLUMNS, batch.taken, IGNORE);
  const due = new Map<number, number[]>();
  for (const [seq, at] of batch.due) push(due, at, seq);
  for (const [at, seqs] of due) {
    await forLists(seqs, (list) =>
      tx.execute(
        `UPDATE sms_messages SET due_at = ? WHERE finished_at IS NULL AND seq IN (${placeholders(list.length)})`,
        [at, ...list],
      ),
    );
  }
  for (const [outcome, seqs] of batch.finished) {
    await forLists(seqs, (list) =>
      tx.execute(
        `UPDATE sms_messages SET content = NULL, key_id = NULL, due_at = NULL, finished_at = ?, outcome = ?
         WHERE seq IN (${placeholders(list.length)})`,
        [now, outcome, ...list],
      ),
    );
  }
  if (batch.droppedAnswers.length > 0) {
    await tx.deleteMany("sms_answers", ANSWER_COLUMNS, batch.droppedAnswers);
  }
  if (batch.unparked.length > 0) await tx.deleteMany("sms_parked_receipts", ["n"], batch.unparked);
  return fresh;
}

/** Lists of a power of two in length, the last value repeated. */
async function forLists(seqs: readonly number[], run: (list: number[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < seqs.length; start += MAX_LIST) {
    const list = seqs.slice(start, start + MAX_LIST);
    const length = 2 ** Math.ceil(Math.log2(list.length));
    const last = list.at(-1) ?? 0;
    while (list.length < length) list.push(last);
    await run(list);
  }
}
