import type { Payload } from "../payload/payload.ts";
import { contactTable, newContact } from "../records/contact-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** What devices send by themselves says nothing about it; everything a person composes does. */
const AUTOMATIC: ReadonlySet<Payload["kind"]> = new Set(["resend-request", "resend", "credential"]);

/** Notes whether a peer takes encrypted SMS, for which padding costs money. Forgotten when the hint goes. */
export async function learnCompact(tx: Transaction, account: string, payload: Payload): Promise<void> {
  if (AUTOMATIC.has(payload.kind)) return;
  const contact = (await contactTable.get(tx, account)) ?? newContact(account);
  if ((contact.compact === true) === (payload.compact === true)) return;
  const { compact: _compact, ...rest } = contact;
  contactTable.put(tx, [account], payload.compact === true ? { ...rest, compact: true } : rest);
}
