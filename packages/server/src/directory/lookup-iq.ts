import {
  childrenNamed,
  type Element,
  el,
  isValidE164,
  NS_DIRECTORY,
  StanzaError,
  textOf,
  toBase64Url,
} from "@culver/protocol";
import { type IqEntry, iq } from "../accounts/iq.ts";
import type { IqContext } from "../accounts/iq-context.ts";
import { takeOrRefuse } from "../limits/stanza.ts";
import type { Principal } from "../ports.ts";
import { accountsOfNumbers } from "./accounts-of-numbers.ts";

const MAX_LOOKED_UP = 100;

/** lookup (docs/protocol.md, "Keys, devices, directory"). */
export function directoryIqs(context: IqContext): IqEntry[] {
  return [iq("get", NS_DIRECTORY, "lookup", (principal, payload) => lookup(context, principal, payload))];
}

async function lookup(context: IqContext, principal: Principal, payload: Element): Promise<Element> {
  const numbers = [...new Set(childrenNamed(payload, "number", NS_DIRECTORY).map(textOf))];
  if (numbers.length === 0 || numbers.length > MAX_LOOKED_UP) {
    throw new StanzaError("bad-request", `lookup takes 1 to ${MAX_LOOKED_UP} numbers`);
  }
  if (!numbers.every(isValidE164)) throw new StanzaError("bad-request", "a number is + and 7 to 15 digits");
  const { limiter, limitsFor, lists, keys, database } = context;
  const limits = await limitsFor(principal.account);
  await takeOrRefuse(limiter, [
    { limit: "lookup", subject: principal.account, policy: limits.lookupNumbers, cost: numbers.length },
  ]);
  const accounts = await accountsOfNumbers(database, numbers);
  const reachable = await keys.reachable(accounts.map((a) => a.account));
  const found: Element[] = [];
  for (const { number, account } of accounts) {
    const key = reachable.has(account) ? await lists.accountKey(account) : undefined;
    if (key !== undefined) found.push(el("found", NS_DIRECTORY, { number, account, key: toBase64Url(key) }));
  }
  return el("lookup", NS_DIRECTORY, {}, found);
}
