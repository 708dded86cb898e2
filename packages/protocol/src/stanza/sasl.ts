import { children, type Element, el, isElement } from "../element.ts";
import { isSaslCondition, type SaslCondition } from "../errors/sasl-condition.ts";
import { SaslError } from "../errors/sasl-error.ts";
import { NS_SASL } from "../namespaces.ts";

/** What mechanism PLAIN carries (RFC 4616). None of it may stand in a log. */
export interface PlainCredentials {
  /** Whom to act as, empty for oneself. */
  readonly authzid: string;
  /** Who authenticates: `account/device`. */
  readonly authcid: string;
  /** The device's token. */
  readonly password: string;
}

const MAX_FIELD_BYTES = 255;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `<auth mechanism="PLAIN"/>` (RFC 6120 section 6.4.2). */
export function saslPlainAuth(authcid: string, password: string, authzid = ""): Element {
  const initial = new TextEncoder().encode(`${authzid}\0${authcid}\0${password}`);
  return el("auth", NS_SASL, { mechanism: "PLAIN" }, initial);
}

/** Reads `<auth/>`. Throws SaslError invalid-mechanism or malformed-request. */
export function parseSaslPlainAuth(auth: Element): PlainCredentials {
  if (auth.attrs.mechanism !== "PLAIN") throw new SaslError("invalid-mechanism");
  if (!(auth.content instanceof Uint8Array)) throw new SaslError("malformed-request");
  const [authzid, authcid, password, ...more] = decodeInitial(auth.content).split("\0");
  if (authzid === undefined || !authcid || !password || more.length > 0)
    throw new SaslError("malformed-request");
  return { authzid, authcid, password };
}

function decodeInitial(bytes: Uint8Array): string {
  if (bytes.length > 3 * MAX_FIELD_BYTES + 2) throw new SaslError("malformed-request");
  try {
    return utf8.decode(bytes);
  } catch {
    // biome-ignore lint/style/useErrorCause: the cause might quote what was sent
    throw new SaslError("malformed-request");
  }
}

export function saslSuccess(): Element {
  return el("success", NS_SASL);
}

export function saslFailure(condition: SaslCondition, text?: string): Element {
  const list = [el(condition, NS_SASL)];
  if (text !== undefined) list.push(el("text", NS_SASL, {}, text));
  return el("failure", NS_SASL, {}, list);
}

/** True for `<success/>`; throws SaslError for `<failure/>`; undefined for anything else. */
export function parseSaslOutcome(e: Element): true | undefined {
  if (isElement(e, "success", NS_SASL)) return true;
  if (!isElement(e, "failure", NS_SASL)) return undefined;
  const name = children(e).find((c) => c.xmlns === NS_SASL && c.name !== "text")?.name;
  const text = children(e).find((c) => isElement(c, "text", NS_SASL))?.content;
  const condition = name !== undefined && isSaslCondition(name) ? name : "not-authorized";
  throw new SaslError(condition, typeof text === "string" ? text : undefined);
}
