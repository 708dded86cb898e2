import { Table } from "../store/table.ts";

export interface OutboxRecord {
  readonly sequence: number;
  readonly id: string;
  readonly conversation: string;
  readonly queuedAt: number;
  readonly content: OutboxContent;
}

export type OutboxContent =
  /** An application payload (CBOR), and once encrypted what goes out, ratchet state in the same transaction. */
  | { readonly kind: "payload"; readonly payload: Uint8Array; readonly sealed?: SealedPayload }
  | { readonly kind: "received"; readonly account: string; readonly ids: readonly string[] }
  | { readonly kind: "displayed"; readonly account: string; readonly id: string }
  /** A text to a phone: sealed to the gateway's key of the moment when it goes out. */
  | { readonly kind: "sms"; readonly to: string; readonly text: string };

export interface SealedPayload {
  readonly group: string;
  readonly epoch: number;
  readonly message: Uint8Array;
}

export function sequenceKey(sequence: number): string {
  return String(sequence).padStart(12, "0");
}

/** By sequence number. */
export const outboxTable = new Table<OutboxRecord>("outbox", { lasting: true });
/** By id, the sequence number. */
export const outboxIndex = new Table<number>("outboxid", { lasting: true });
/** Receipts owed, by conversation, account and message id; gathered into outbox items. */
export const owedReceiptTable = new Table<true>("owed");
/** Counters, by name. */
export const counterTable = new Table<number>("counter", { lasting: true });
/** Where the sweep of a table goes on, by the table's prefix. */
export const sweepTable = new Table<string>("sweep");
