import type { Element } from "../element.ts";
import { requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";

const DECIMAL = /^(0|[1-9][0-9]{0,15})$/;

/** A non-negative integer attribute in its one decimal form. Throws StanzaError bad-request. */
export function decimalAttr(e: Element, name: string): number {
  const text = requireAttr(e, name);
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new StanzaError("bad-request", `${name} of <${e.name}/> must be a decimal number`);
}
