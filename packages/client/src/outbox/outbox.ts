import type { Context } from "../core/context.ts";
import type { MessageRecord } from "../records/message-record.ts";
import {
  counterTable,
  type OutboxContent,
  type OutboxRecord,
  outboxIndex,
  outboxTable,
  sequenceKey,
} from "../records/outbox-record.ts";
import type { Reader, Transaction } from "../store/transaction.ts";

/** What waits to go out, in order. Items leave when the server has acknowledged them. */
export class Outbox {
  readonly #context: Context;
  /** Called after an item was added. */
  onAdded: (kind: OutboxContent["kind"]) => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Adds an item; it is sent some time after the transaction has committed. */
  async add(tx: Transaction, conversation: string, id: string, content: OutboxContent): Promise<void> {
    const sequence = (await counterTable.get(tx, "outbox")) ?? 1;
    counterTable.put(tx, ["outbox"], sequence + 1);
    const record: OutboxRecord = { sequence, id, conversation, queuedAt: this.#context.clock(), content };
    outboxTable.put(tx, [sequenceKey(sequence)], record);
    outboxIndex.put(tx, [id], sequence);
    tx.afterCommit(() => this.onAdded(content.kind));
  }

  async find(reader: Reader, id: string): Promise<OutboxRecord | undefined> {
    const sequence = await outboxIndex.get(reader, id);
    return sequence === undefined ? undefined : outboxTable.get(reader, sequenceKey(sequence));
  }

  has(reader: Reader, id: string): Promise<boolean> {
    return outboxIndex.has(reader, id);
  }

  update(tx: Transaction, record: OutboxRecord): void {
    outboxTable.put(tx, [sequenceKey(record.sequence)], record);
  }

  remove(tx: Transaction, record: OutboxRecord): void {
    outboxTable.delete(tx, sequenceKey(record.sequence));
    outboxIndex.delete(tx, record.id);
  }

  /** Items from a sequence number on, oldest first. */
  async from(reader: Reader, sequence: number, limit: number): Promise<readonly OutboxRecord[]> {
    const rows = await outboxTable.list(reader, [], { from: sequenceKey(sequence), limit });
    return rows.map(({ row }) => row);
  }
}

/** The same item, to be encrypted again. */
export function unsealed(record: OutboxRecord): OutboxRecord {
  if (record.content.kind !== "payload") return record;
  return { ...record, content: { kind: "payload", payload: record.content.payload } };
}

/** What an item was encrypted in, remembered with its message to judge a complaint that it could not be read. */
export function sealedInOf({ content }: OutboxRecord): MessageRecord["sealedIn"] {
  if (content.kind !== "payload" || content.sealed === undefined) return undefined;
  const { group, epoch } = content.sealed;
  return { group, epoch };
}
