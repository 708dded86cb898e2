import type { AccountId } from "../address/account-id.ts";
import { type E164, isValidE164 } from "../address/e164.ts";
import { fromBase64Url, toBase64Url } from "../base64.ts";
import { type Element, el, requireAttr, textOf } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_DIRECTORY } from "../namespaces.ts";
import { accountAttr, expectChildren, expectElement } from "./expect.ts";

/** Numbers in one `lookup`. */
export const MAX_LOOKED_UP_NUMBERS = 100;

/** A number that is on this server. */
export interface FoundNumber {
  readonly number: E164;
  readonly account: AccountId;
  /** Public account key, raw bytes (base64url on the wire). */
  readonly accountKey: Uint8Array;
}

/** `<lookup/>` of `<number/>`, payload of an iq of type get. */
export function lookupNumbers(numbers: readonly E164[]): Element {
  return el(
    "lookup",
    NS_DIRECTORY,
    undefined,
    numbers.map((number) => el("number", NS_DIRECTORY, undefined, number)),
  );
}

/** The numbers, each once. Throws StanzaError bad-request. */
export function parseLookupNumbers(e: Element): E164[] {
  expectElement(e, "lookup", NS_DIRECTORY);
  const numbers = expectChildren(e, "number", NS_DIRECTORY, 1, MAX_LOOKED_UP_NUMBERS).map(textOf);
  if (!numbers.every(isValidE164)) throw new StanzaError("bad-request", "a number is not in E.164 form");
  return [...new Set(numbers)];
}

/** `<lookup/>` of `<found/>`, the answer. */
export function foundNumbers(found: readonly FoundNumber[]): Element {
  return el(
    "lookup",
    NS_DIRECTORY,
    undefined,
    found.map(({ number, account, accountKey }) =>
      el("found", NS_DIRECTORY, { number, account, key: toBase64Url(accountKey) }),
    ),
  );
}

/** Throws StanzaError bad-request. */
export function parseFoundNumbers(e: Element): FoundNumber[] {
  expectElement(e, "lookup", NS_DIRECTORY);
  return expectChildren(e, "found", NS_DIRECTORY, 0, MAX_LOOKED_UP_NUMBERS).map((c) => {
    const number = requireAttr(c, "number");
    if (!isValidE164(number)) throw new StanzaError("bad-request", "a number is not in E.164 form");
    return { number, account: accountAttr(c, "account"), accountKey: keyAttr(c) };
  });
}

function keyAttr(e: Element): Uint8Array {
  const text = requireAttr(e, "key");
  try {
    return fromBase64Url(text);
  } catch (cause) {
    throw badKey(cause);
  }
}

function badKey(cause: unknown): StanzaError {
  return new StanzaError("bad-request", "key of <found/> must be base64url", { cause });
}
