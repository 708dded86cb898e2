import type { Contact } from "../api.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { type ContactRecord, contactTable, newContact, pinTable } from "../records/contact-record.ts";
import type { Reader } from "../store/transaction.ts";

/** A number is shown only while the directory's account key is the one this account's device list carries. */
export async function contactView(reader: Reader, record: ContactRecord): Promise<Contact> {
  const pin = await pinTable.get(reader, record.account);
  const confirmed =
    record.numberKey !== undefined && (pin === undefined || sameBytes(pin.accountKey, record.numberKey));
  return {
    account: record.account,
    ...(confirmed && record.number !== undefined ? { number: record.number } : {}),
    ...(record.profileName ? { profileName: record.profileName } : {}),
    ...(record.name ? { name: record.name } : {}),
    verified: record.verified,
    blocked: record.blocked,
  };
}

export async function contactOf(reader: Reader, account: string): Promise<Contact> {
  return contactView(reader, (await contactTable.get(reader, account)) ?? newContact(account));
}

/** What to call a person: the name given here, their own, their number. */
export function contactTitle(contact: Contact): string {
  return contact.name ?? contact.profileName ?? contact.number ?? "Unknown";
}
