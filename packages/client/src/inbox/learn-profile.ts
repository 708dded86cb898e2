import type { Context } from "../core/context.ts";
import { contactTable, newContact } from "../records/contact-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** Takes over the name a peer carries, and notes the number they claim. True when there is a claim to confirm. */
export async function learnProfile(
  context: Context,
  tx: Transaction,
  account: string,
  from: { readonly number: string; readonly name: string } | undefined,
): Promise<boolean> {
  if (from === undefined) return false;
  const contact = (await contactTable.get(tx, account)) ?? newContact(account);
  const profileName = from.name.trim();
  if (contact.profileName !== profileName || contact.claimedNumber !== from.number) {
    contactTable.put(tx, [account], {
      ...contact,
      claimedNumber: from.number,
      ...(profileName === "" ? {} : { profileName }),
    });
    context.changes.contact(tx, account);
  }
  return true;
}
