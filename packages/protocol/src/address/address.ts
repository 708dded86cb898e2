import { type AccountId, isValidAccountId } from "./account-id.ts";
import { type ConversationId, isValidConversationId } from "./conversation-id.ts";
import { type DeviceId, isValidDeviceId } from "./device-id.ts";
import { type Domain, isValidDomain } from "./domain.ts";

/**
 * An address as it stands in `to` and `from`, one of
 * - `domain`: the server,
 * - `account@domain`: all devices of an account,
 * - `account@domain/device`: one device,
 * - `conversation@domain`: a conversation,
 * - `conversation@domain/account`: one account, as a member of that conversation (an occupant).
 */
export type AddressText = string;

/** An address in parts. */
export type Address = ServerAddress | AccountAddress | DeviceAddress | ConversationAddress | OccupantAddress;

export interface ServerAddress {
  readonly kind: "server";
  readonly domain: Domain;
}

export interface AccountAddress {
  readonly kind: "account";
  readonly account: AccountId;
  readonly domain: Domain;
}

export interface DeviceAddress {
  readonly kind: "device";
  readonly account: AccountId;
  readonly domain: Domain;
  readonly device: DeviceId;
}

export interface ConversationAddress {
  readonly kind: "conversation";
  readonly conversation: ConversationId;
  readonly domain: Domain;
}

export interface OccupantAddress {
  readonly kind: "occupant";
  readonly conversation: ConversationId;
  readonly domain: Domain;
  readonly account: AccountId;
}

export class InvalidAddressError extends Error {
  override readonly name = "InvalidAddressError";
}

/** Splits an address. Throws InvalidAddressError when it is malformed. */
export function parseAddress(text: AddressText): Address {
  const parsed = tryParseAddress(text);
  if (parsed === undefined)
    throw new InvalidAddressError("an address is local@domain/resource, local@domain or domain");
  return parsed;
}

/** Splits an address; undefined when it is malformed. */
export function tryParseAddress(text: AddressText): Address | undefined {
  const at = text.indexOf("@");
  const slash = text.indexOf("/");
  const domain = slash < 0 ? text.slice(at + 1) : text.slice(at + 1, slash);
  if (!isValidDomain(domain)) return undefined;
  const resource = slash < 0 ? undefined : text.slice(slash + 1);
  if (at < 0) return resource === undefined ? { kind: "server", domain } : undefined;
  const local = text.slice(0, at);
  if (isValidAccountId(local)) {
    if (resource === undefined) return { kind: "account", account: local, domain };
    return isValidDeviceId(resource)
      ? { kind: "device", account: local, domain, device: resource }
      : undefined;
  }
  if (!isValidConversationId(local)) return undefined;
  if (resource === undefined) return { kind: "conversation", conversation: local, domain };
  if (!isValidAccountId(resource)) return undefined;
  return { kind: "occupant", conversation: local, domain, account: resource };
}

export function isValidAddress(text: string): boolean {
  return tryParseAddress(text) !== undefined;
}

/** Throws InvalidAddressError unless the text is an address. */
export function ensureValidAddress(text: string): void {
  parseAddress(text);
}

/** Lower-cases. Throws InvalidAddressError when the result is no address. */
export function normaliseAddress(text: string): AddressText {
  const lower = text.toLowerCase();
  ensureValidAddress(lower);
  return lower;
}
