import type { MessageBody, MessageStatus, QuotedMessage } from "../api.ts";
import { Table } from "../store/table.ts";

export interface MessageRecord {
  readonly id: string;
  readonly conversation: string;
  readonly author: string;
  readonly outgoing: boolean;
  readonly position: number;
  readonly at: number;
  readonly status: MessageStatus;
  readonly failure?: string;
  readonly body: MessageBody;
  readonly replyTo?: QuotedMessage;
  readonly editedAt?: number;
  readonly reactions: readonly ReactionRecord[];
  readonly starred: boolean;
  /** The author's clock, Unix ms. */
  readonly sentAt: number;
  readonly acceptedAt?: number;
  readonly deliveredAt?: number;
  readonly readAt?: number;
  /** The group and epoch this device encrypted it in. */
  readonly sealedIn?: { readonly group: string; readonly epoch: number };
}

export interface ReactionRecord {
  readonly author: string;
  readonly emoji: string;
}

const DIGITS = 12;

/** A position as part of a key: sorts like the number. */
export function positionKey(position: number): string {
  return String(position).padStart(DIGITS, "0");
}

/** By conversation and position. */
export const messageTable = new Table<MessageRecord>("message", { lasting: true });
/** By conversation and id, the position. */
export const messageIndex = new Table<number>("id", { lasting: true });
/** Stanzas taken in, by sending device and id: the moment they were. Checked before anything is decrypted. */
export const seenTable = new Table<number>("seen");
/** Edits, reactions and deletions that came before what they are about, by conversation, target and own id. */
export const earlyTable = new Table<{ author: string; at: number; payload: Uint8Array }>("early");
/** Edits, reactions and deletions this device sent, by conversation and id, to send again when asked. */
export const sentTable = new Table<{ at: number; position: number; payload: Uint8Array }>("sent");
