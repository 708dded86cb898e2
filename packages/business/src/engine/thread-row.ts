import type { Row } from "@culver/storage";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Customer } from "../events/index.ts";
import { parsePhone } from "../graph/index.ts";
import type { Channel, Thread } from "../model/index.ts";
import { userIdOf } from "./ids.ts";

/** A thread as its table has it. */
export interface ThreadRow extends Row {
  readonly id: string;
  readonly number: string;
  readonly phone: string | null;
  readonly account: string | null;
  readonly profile_name: string | null;
  readonly given_name: string | null;
  readonly channel: Channel;
  readonly last_inbound_at: number | null;
  readonly is_blocked: number;
  readonly is_opted_out: number;
  readonly created_at: number;
  readonly merged_into: string | null;
}

export const THREAD_COLUMNS = [
  "id",
  "number",
  "phone",
  "account",
  "profile_name",
  "given_name",
  "channel",
  "last_inbound_at",
  "is_blocked",
  "is_opted_out",
  "created_at",
  "merged_into",
] as const;

export function threadOf(row: ThreadRow): Thread {
  return {
    id: row.id,
    number: row.number,
    phone: row.phone ?? undefined,
    account: row.account ?? undefined,
    name: row.given_name ?? row.profile_name ?? row.phone ?? "Unknown",
    channel: row.channel,
    lastInboundAt: row.last_inbound_at ?? undefined,
    isBlocked: row.is_blocked === 1,
    isOptedOut: row.is_opted_out === 1,
  };
}

const customers = new WeakMap<ThreadRow, Customer>();

/** Who a thread is with, as webhooks name them. */
export function customerOf(row: ThreadRow): Customer {
  let customer = customers.get(row);
  if (customer === undefined) {
    customer = describe(row);
    customers.set(row, customer);
  }
  return customer;
}

function describe(row: ThreadRow): Customer {
  const waId = row.phone === null ? undefined : waIdOf(row.phone);
  const country = row.phone === null ? undefined : countryOf(row.phone);
  return {
    name: row.profile_name ?? row.given_name ?? waId ?? "",
    ...(waId !== undefined && { waId }),
    ...(row.account !== null && { userId: userIdOf(row.account, country) }),
  };
}

/** A sender by SMS may have a name instead of a number. */
function waIdOf(phone: string): string {
  return /^\+[1-9][0-9]{4,14}$/.test(phone) ? parsePhone(phone).waId : phone;
}

/** Where several countries share a code and the number does not say, the first of them. */
function countryOf(phone: string): string | undefined {
  const parsed = parsePhoneNumberFromString(phone);
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}
