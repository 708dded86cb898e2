import type { SmsPeer } from "../api.ts";
import { contactOf } from "../contacts/contact-view.ts";
import type { SmsPeerRecord } from "../records/conversation-record.ts";
import type { Reader } from "../store/transaction.ts";
import { UNKNOWN_PHONE } from "./sms-conversation-id.ts";

export async function smsPeerView(reader: Reader, record: SmsPeerRecord): Promise<SmsPeer> {
  const { number, name, from, joined, optedOut } = record;
  return {
    number: number === UNKNOWN_PHONE ? "" : number,
    ...(name === undefined ? {} : { name }),
    ...(from === undefined ? {} : { from }),
    ...(joined === undefined ? {} : { joined: await contactOf(reader, joined) }),
    ...(optedOut ? { optedOut } : {}),
  };
}

/** The name given here, that of the person who has the number on Culver as the owner of this device calls them, the number. */
export function smsTitle({ name, joined, number }: SmsPeer): string {
  return name ?? joined?.name ?? (number === "" ? "Unknown number" : number);
}
