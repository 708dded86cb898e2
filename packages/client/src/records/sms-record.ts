import { Table } from "../store/table.ts";

/** What `info` answered; without a key the server sends no SMS. */
export interface SmsInfoRecord {
  readonly key?: { readonly id: number; readonly publicKey: Uint8Array; readonly expiresAt: number };
}

/** What a carrier has said about a text. */
export interface SmsStatusRecord {
  readonly state: "sent" | "delivered" | "failed";
  readonly reason?: string;
  readonly at: number;
}

/** The parts of an encrypted SMS that have come. */
export interface SmsPartsRecord {
  /** When the first came. */
  readonly at: number;
  readonly total: number;
  /** Part number and octets, in the order they came. */
  readonly parts: readonly { readonly part: number; readonly octets: Uint8Array }[];
}

/** One row, `gateway`. */
export const smsInfoTable = new Table<SmsInfoRecord>("smsinfo");
/** Texts to phones, by id: which conversation they are in, and since when. */
export const smsTextTable = new Table<{ readonly at: number; readonly conversation: string }>("smstext");
/** Statuses of texts that this device has not seen yet, by the text's id. */
export const earlySmsStatusTable = new Table<SmsStatusRecord>("smsearly");
/** By sender, reference and total. */
export const smsPartsTable = new Table<SmsPartsRecord>("smsparts");
