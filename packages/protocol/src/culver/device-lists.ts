import type { AccountId } from "../address/account-id.ts";
import { type Element, el, requireChild } from "../element.ts";
import { NS_DEVICES } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { accountAttr, expectBytes, expectChildren, expectElement } from "./expect.ts";

export interface DeviceListRequest {
  readonly account: AccountId;
  /** Only entries of later versions; 0 for all. */
  readonly after: number;
}

export interface DeviceListAnswer {
  readonly account: AccountId;
  /** Signed entries, oldest first. */
  readonly entries: readonly Uint8Array[];
}

/** `<append/>`, payload of an iq of type set: the next signed entry of the own account's chain. */
export function appendDeviceListEntry(entry: Uint8Array): Element {
  return el("append", NS_DEVICES, undefined, [el("entry", NS_DEVICES, undefined, entry)]);
}

/** The entry. Throws StanzaError bad-request. */
export function parseAppendDeviceListEntry(e: Element): Uint8Array {
  expectElement(e, "append", NS_DEVICES);
  expectChildren(e, "entry", NS_DEVICES, 1, 1);
  return expectBytes(requireChild(e, "entry", NS_DEVICES));
}

/** `<list account [after]/>`, payload of an iq of type get. */
export function deviceListRequest(account: AccountId, after = 0): Element {
  return el("list", NS_DEVICES, { account, after: after > 0 ? String(after) : undefined });
}

/** Throws StanzaError bad-request. */
export function parseDeviceListRequest(e: Element): DeviceListRequest {
  expectElement(e, "list", NS_DEVICES);
  return {
    account: accountAttr(e, "account"),
    after: e.attrs.after === undefined ? 0 : decimalAttr(e, "after"),
  };
}

/** `<list account/>` of `<entry/>`, the answer. */
export function deviceList(answer: DeviceListAnswer): Element {
  return el(
    "list",
    NS_DEVICES,
    { account: answer.account },
    answer.entries.map((entry) => el("entry", NS_DEVICES, undefined, entry)),
  );
}

/** Throws StanzaError bad-request. */
export function parseDeviceList(e: Element): DeviceListAnswer {
  expectElement(e, "list", NS_DEVICES);
  const entries = expectChildren(e, "entry", NS_DEVICES, 0, Number.POSITIVE_INFINITY);
  return { account: accountAttr(e, "account"), entries: entries.map(expectBytes) };
}

/** `<changed account/>`, in a message from the server: fetch this account's device list again. */
export function deviceListChanged(account: AccountId): Element {
  return el("changed", NS_DEVICES, { account });
}

/** The account. Throws StanzaError bad-request. */
export function parseDeviceListChanged(e: Element): AccountId {
  expectElement(e, "changed", NS_DEVICES);
  return accountAttr(e, "account");
}
