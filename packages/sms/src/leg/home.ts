import type { Element } from "@culver/protocol";

/** A device of an account. */
export interface LegDevice {
  readonly account: string;
  readonly device: number;
}

/** An account as it is now. */
export interface LegAccount {
  /** Another one than before: the number belongs to somebody else now. */
  readonly generation: number;
  /** The number it has signed up with, E.164. */
  readonly number: string;
  /** The registered devices on its device list. */
  readonly devices: readonly { readonly device: number; readonly hpkeKey: Uint8Array }[];
}

/** A message from the server to devices of one account. */
export interface LegDelivery {
  readonly account: string;
  readonly devices: readonly number[];
  /** A stanza id; devices take a second message under it for the first. */
  readonly id: string;
  readonly payload: Element;
}

/** The server behind the leg: who there is, and how to reach them. */
export interface LegHome {
  /** Undefined when there is no such account. */
  account(account: string): Promise<LegAccount | undefined>;
  /** The account that has signed up with a number, E.164. */
  accountOf(number: string): Promise<string | undefined>;
  /** Whether the phone's number can be written to over the stream, by the directory's rule. */
  isReachable(number: string): Promise<boolean>;
  /** Resolves, when all is durable, to how many devices it is stored for. */
  deliver(deliveries: readonly LegDelivery[]): Promise<number>;
}
