import type { UserDataHeader } from "@culver/sms/text";
import { type SmsPartsRecord, smsPartsTable } from "../../records/sms-record.ts";
import type { Transaction } from "../../store/transaction.ts";

/** Milliseconds for which a part waits for the others: longer than carriers try. */
const KEEP_MS = 3 * 86_400_000;
/** Messages of which some parts are kept; the oldest gives way. Each is 255 parts of 140 octets at most. */
const MOST_SETS = 16;
/** Octets of user data (TS 23.040 section 9.2.3.24). */
const MOST_OCTETS = 140;

/** The octets of a whole message, once its last part is there. Parts come in any order, and more than once. */
export async function addPart(
  tx: Transaction,
  now: number,
  {
    from,
    header,
    octets,
  }: { readonly from: string; readonly header: UserDataHeader; readonly octets: Uint8Array },
): Promise<Uint8Array | undefined> {
  const { concatenation } = header;
  if (concatenation === undefined || concatenation.total === 1) return octets;
  const { reference, total, part } = concatenation;
  const key = `${senderKey(from)}.${reference}.${total}`;
  const known = await smsPartsTable.get(tx, key);
  const fresh = known !== undefined && now - known.at < KEEP_MS ? known : { at: now, total, parts: [] };
  const parts = [...fresh.parts.filter((other) => other.part !== part), { part, octets: octets.slice() }];
  if (parts.length === total) {
    smsPartsTable.delete(tx, key);
    return joined({ ...fresh, parts });
  }
  smsPartsTable.put(tx, [key], { ...fresh, parts });
  await forgetOld(tx, now, key);
  return undefined;
}

/** Whether octets fit in one SMS. */
export function fitsSms(userData: Uint8Array): boolean {
  return userData.length <= MOST_OCTETS;
}

async function forgetOld(tx: Transaction, now: number, kept: string): Promise<void> {
  const sets = (await smsPartsTable.list(tx)).filter(({ key }) => key !== kept);
  sets.sort((a, b) => b.row.at - a.row.at);
  for (const [index, { key, row }] of sets.entries())
    if (index >= MOST_SETS - 1 || now - row.at >= KEEP_MS) smsPartsTable.delete(tx, key);
}

function joined({ parts }: SmsPartsRecord): Uint8Array {
  const sorted = [...parts].sort((a, b) => a.part - b.part);
  const whole = new Uint8Array(sorted.reduce((length, { octets }) => length + octets.length, 0));
  let at = 0;
  for (const { octets } of sorted) {
    whole.set(octets, at);
    at += octets.length;
  }
  return whole;
}

/** A sender's address as part of a key: carriers write it in many ways, and nobody vouches for it. */
function senderKey(from: string): string {
  return from.replace(/[^0-9A-Za-z]/g, "").slice(0, 20);
}
