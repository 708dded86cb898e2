import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isAllowedHost } from "./allowed-hosts.ts";
import { AddressRefusedError, NameNotResolvedError } from "./errors.ts";
import { isPublicAddress } from "./public-address.ts";

/** All addresses of a name, as text. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

/** The machine's own resolver, its hosts file included. */
export const systemResolver: ResolveName = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** Where a host is, looked up once: the connection goes to one of these and to nothing else. */
export interface Place {
  readonly addresses: readonly string[];
  /** Whether an address may be connected to. */
  readonly accepts: (address: string | undefined) => boolean;
}

/**
 * Looks the URL's host up. One private address among several refuses the host: which of them would be tried is not ours
 * to say.
 * @throws {AddressRefusedError} unless the operator allows the host
 * @throws {NameNotResolvedError}
 */
export async function locate(url: URL, allow: readonly string[], resolve: ResolveName): Promise<Place> {
  const isAllowed = isAllowedHost(url, allow);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(literal) ? [literal] : await namesAddresses(literal, resolve);
  if (!isAllowed && !addresses.every(isPublicAddress)) {
    throw new AddressRefusedError("the host is not on the public internet");
  }
  return {
    addresses,
    accepts: (address) => isAllowed || (address !== undefined && isPublicAddress(address)),
  };
}

async function namesAddresses(name: string, resolve: ResolveName): Promise<readonly string[]> {
  let addresses: readonly string[];
  try {
    addresses = await resolve(name);
  } catch (error) {
    throw new NameNotResolvedError("the host's name could not be resolved", { cause: error });
  }
  if (addresses.length === 0) throw new NameNotResolvedError("the host's name has no address");
  return addresses;
}
