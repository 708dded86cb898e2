import { Table } from "../store/table.ts";

export interface ContactRecord {
  readonly account: string;
  /** The number the directory answered for this account, and the account key it answered with. */
  readonly number?: string;
  readonly numberKey?: Uint8Array;
  /** The number their first message claims; not shown. */
  readonly claimedNumber?: string;
  readonly profileName?: string;
  readonly name?: string;
  readonly verified: boolean;
  readonly blocked: boolean;
  /** Takes encrypted SMS: what is written to them is not padded. */
  readonly compact?: boolean;
}

/** The newest verified entry of an account's device list. */
export interface PinRecord {
  readonly version: number;
  readonly hash: Uint8Array;
  readonly accountKey: Uint8Array;
  readonly entry: Uint8Array;
  /** The account key of version 1: another one there means that the number was registered anew. */
  readonly firstKey: Uint8Array;
}

/** What the directory answered about a number. */
export interface DirectoryRecord {
  readonly at: number;
  readonly account?: string;
  readonly key?: Uint8Array;
}

/** By account. */
export const contactTable = new Table<ContactRecord>("contact", { lasting: true });
/** By account. */
export const pinTable = new Table<PinRecord>("pin", { lasting: true });
/** By number. */
export const directoryTable = new Table<DirectoryRecord>("directory");

export function newContact(account: string): ContactRecord {
  return { account, verified: false, blocked: false };
}
/** Accounts whose device list has to be fetched again, by account. */
export const staleListTable = new Table<true>("stalelist");
