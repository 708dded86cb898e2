import type { Concatenation, Ports, Shift } from "../text/index.ts";

/** A part of a long message that waits for the others, as one deliver_sm or data_sm brought it. */
export interface ReceivedPart {
  readonly from: string;
  readonly to: string;
  readonly dataCoding: number;
  /** Without the user data header. */
  readonly octets: Uint8Array;
  readonly concatenation: Concatenation;
  /** National language tables its header names. */
  readonly shift?: Shift;
  readonly ports?: Ports;
}

/** A part as it is kept. `message` is random: it names the long message and holds no number. */
export interface StoredPart extends ReceivedPart {
  readonly message: string;
  /** When the first part of the message came, milliseconds since 1970. */
  readonly since: number;
}

/**
 * Where parts are kept until their message is whole, so that each can be answered as it comes. One carrier's:
 * whoever makes it keeps carriers apart, and seals what it writes.
 */
export interface PartStore {
  /** Durable when it resolves. The same part of the same message again replaces it. */
  add(part: StoredPart): Promise<void>;
  /** All of this carrier's parts, in any order; asked once, at start. */
  load(): Promise<readonly StoredPart[]>;
  /** Forgets every part of a message. Nothing to forget is no error. */
  remove(message: string): Promise<void>;
}
