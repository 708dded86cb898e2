import type { AccountId } from "../address/account-id.ts";
import { MAX_DEVICE_ID } from "../address/device-id.ts";
import { type Element, el, requireChild } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_KEYS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { accountAttr, expectBytes, expectChildren, expectElement } from "./expect.ts";

/** Key packages in one `publish`. */
export const MAX_PUBLISHED_KEY_PACKAGES = 100;
/** Accounts in one `claim`. */
export const MAX_CLAIMED_ACCOUNTS = 16;

export interface PublishedKeyPackage {
  /** MLS KeyPackage (RFC 9420 section 10). */
  readonly keyPackage: Uint8Array;
  /** Given out again and again once the one-time packages are used up; a new one replaces the old. */
  readonly lastResort: boolean;
}

/** One device's key package, claimed. */
export interface ClaimedKeyPackage {
  readonly account: AccountId;
  readonly device: number;
  readonly keyPackage: Uint8Array;
}

/** `<publish/>`, payload of an iq of type set. */
export function publishKeyPackages(packages: readonly PublishedKeyPackage[]): Element {
  return el(
    "publish",
    NS_KEYS,
    undefined,
    packages.map(({ keyPackage, lastResort }) =>
      el("key-package", NS_KEYS, { "last-resort": lastResort ? "true" : undefined }, keyPackage),
    ),
  );
}

/** Throws StanzaError bad-request. */
export function parsePublishKeyPackages(e: Element): PublishedKeyPackage[] {
  expectElement(e, "publish", NS_KEYS);
  return expectChildren(e, "key-package", NS_KEYS, 1, MAX_PUBLISHED_KEY_PACKAGES).map((c) => {
    const flag = c.attrs["last-resort"];
    if (flag !== undefined && flag !== "true" && flag !== "false") {
      throw new StanzaError("bad-request", "last-resort is true or false");
    }
    return { keyPackage: expectBytes(c), lastResort: flag === "true" };
  });
}

/** `<count/>`, payload of an iq of type get. */
export function keyPackageCountRequest(): Element {
  return el("count", NS_KEYS);
}

/** `<count one-time/>`: how many one-time key packages are left. */
export function keyPackageCount(oneTime: number): Element {
  return el("count", NS_KEYS, { "one-time": String(oneTime) });
}

/** Throws StanzaError bad-request. */
export function parseKeyPackageCount(e: Element): number {
  expectElement(e, "count", NS_KEYS);
  return decimalAttr(e, "one-time");
}

/** `<claim/>`, payload of an iq of type set. */
export function claimKeyPackages(accounts: readonly AccountId[]): Element {
  return el(
    "claim",
    NS_KEYS,
    undefined,
    accounts.map((id) => el("account", NS_KEYS, { id })),
  );
}

/** The accounts, each once. Throws StanzaError bad-request. */
export function parseClaimKeyPackages(e: Element): AccountId[] {
  expectElement(e, "claim", NS_KEYS);
  const accounts = expectChildren(e, "account", NS_KEYS, 1, MAX_CLAIMED_ACCOUNTS);
  return [...new Set(accounts.map((c) => accountAttr(c, "id")))];
}

/** `<claimed/>`, answer to `claim`. */
export function claimedKeyPackages(claimed: readonly ClaimedKeyPackage[]): Element {
  return el(
    "claimed",
    NS_KEYS,
    undefined,
    claimed.map(({ account, device, keyPackage }) =>
      el("device", NS_KEYS, { account, id: String(device) }, [
        el("key-package", NS_KEYS, undefined, keyPackage),
      ]),
    ),
  );
}

/** Throws StanzaError bad-request. */
export function parseClaimedKeyPackages(e: Element): ClaimedKeyPackage[] {
  expectElement(e, "claimed", NS_KEYS);
  return expectChildren(e, "device", NS_KEYS, 0, Number.POSITIVE_INFINITY).map((c) => {
    const device = decimalAttr(c, "id");
    if (device < 1 || device > MAX_DEVICE_ID) throw new StanzaError("bad-request", "not a device id");
    return {
      account: accountAttr(c, "account"),
      device,
      keyPackage: expectBytes(requireChild(c, "key-package", NS_KEYS)),
    };
  });
}
