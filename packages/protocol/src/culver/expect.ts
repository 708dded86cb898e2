import { isValidAccountId } from "../address/account-id.ts";
import { bytesOf, children, type Element, isElement, requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";

/** Throws StanzaError bad-request unless the element has this name and namespace. */
export function expectElement(e: Element, name: string, xmlns: string): void {
  if (!isElement(e, name, xmlns)) throw new StanzaError("bad-request", `<${name}/> is expected`);
}

/** The children, which must all have this name and namespace and number `min` to `max`. Throws StanzaError bad-request. */
export function expectChildren(
  e: Element,
  name: string,
  xmlns: string,
  min: number,
  max: number,
): readonly Element[] {
  const found = children(e);
  if (found.length < min || found.length > max) {
    throw new StanzaError("bad-request", `<${e.name}/> holds ${min} to ${max} <${name}/>`);
  }
  for (const c of found) expectElement(c, name, xmlns);
  return found;
}

/** The bytes, at least one. Throws StanzaError bad-request. */
export function expectBytes(e: Element): Uint8Array {
  const bytes = bytesOf(e);
  if (bytes.length > 0) return bytes;
  throw new StanzaError("bad-request", `<${e.name}/> is empty`);
}

/** An attribute that is an account id. Throws StanzaError bad-request. */
export function accountAttr(e: Element, name: string): string {
  const account = requireAttr(e, name);
  if (isValidAccountId(account)) return account;
  throw new StanzaError("bad-request", `${name} of <${e.name}/> must be an account id`);
}
