import type { SmsPurpose } from "./message.ts";

/** One thing that happened to a message. No content, no number. */
export interface TraceEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind:
    | "queued"
    | "chosen"
    | "submitted"
    | "answered"
    | "receipt"
    | "retry"
    | "sent"
    | "delivered"
    | "failed";
  readonly carrier?: string;
  /** From 0. */
  readonly part?: number;
  /** The carrier's code. */
  readonly code?: string;
  /** In words: why this carrier, what it answered, how long is waited. */
  readonly words: string;
}

/** The way of one message through the gateway. */
export interface MessageTrace {
  readonly id: string;
  /** user_message_reference and concatenation reference. */
  readonly reference: number;
  readonly purpose: SmsPurpose;
  readonly parts: number;
  readonly state: "queued" | "sent" | "delivered" | "failed";
  readonly queuedAt: number;
  readonly finishedAt?: number;
  readonly events: readonly TraceEvent[];
}

/** A receipt as it was taken in, for handing on again. */
export interface StoredReceipt {
  /** The message's. */
  readonly id: string;
  readonly part: number;
  readonly carrier: string;
  /** SMPP's name of the state in lower case, for example delivered. */
  readonly state: string;
  readonly code?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
