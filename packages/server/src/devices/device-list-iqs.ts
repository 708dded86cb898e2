import {
  deviceList,
  type Element,
  NS_DEVICES,
  parseAppendDeviceListEntry,
  parseDeviceListRequest,
  StanzaError,
} from "@culver/protocol";
import { type IqEntry, iq } from "../accounts/iq.ts";
import type { IqContext } from "../accounts/iq-context.ts";
import { takeOrRefuse } from "../limits/stanza.ts";
import type { Principal } from "../ports.ts";

/** append and list (docs/protocol.md, "Keys, devices, directory"). */
export function deviceListIqs(context: IqContext): IqEntry[] {
  return [
    iq("set", NS_DEVICES, "append", (principal, payload) => append(context, principal, payload)),
    iq("get", NS_DEVICES, "list", (principal, payload) => list(context, principal, payload)),
  ];
}

async function append(context: IqContext, principal: Principal, payload: Element): Promise<undefined> {
  const entry = parseAppendDeviceListEntry(payload);
  const { account } = principal;
  await takeOrRefuse(context.limiter, [
    { limit: "append", subject: account, policy: (await context.limitsFor(account)).listAppends },
  ]);
  await context.lists.append(account, entry);
  // Also when the entry was there: the first answer may have been lost before anybody was told.
  await context.hooks.onDeviceListChanged(account);
}

async function list(context: IqContext, principal: Principal, payload: Element): Promise<Element> {
  const { account, after } = parseDeviceListRequest(payload);
  await takeOrRefuse(context.limiter, [
    {
      limit: "list",
      subject: principal.account,
      policy: (await context.limitsFor(principal.account)).listReads,
    },
  ]);
  const entries = await context.lists.entries(account, after);
  if (entries.length === 0 && (await context.lists.current(account)) === undefined) {
    throw new StanzaError("item-not-found", "the account has no device list");
  }
  return deviceList({ account, entries });
}
