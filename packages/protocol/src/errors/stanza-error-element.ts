import { child, type Element, el } from "../element.ts";
import { NS_CLIENT, NS_STANZA_ERRORS } from "../namespaces.ts";
import { errorChildren, parseErrorChildren } from "./error-payload.ts";
import {
  isStanzaCondition,
  STANZA_ERROR_TYPES,
  type StanzaCondition,
  type StanzaErrorType,
} from "./stanza-condition.ts";
import { StanzaError } from "./stanza-error.ts";

const TYPES: ReadonlySet<string> = new Set(["auth", "cancel", "continue", "modify", "wait"]);

export interface ErrorReplyOptions {
  /** Descriptive text; it travels to the peer. */
  readonly text?: string | undefined;
  /** An application-specific condition element. */
  readonly app?: Element | undefined;
  /** Overrides the type that RFC 6120 recommends. */
  readonly type?: StanzaErrorType | undefined;
}

/** `<error/>` of a stanza (RFC 6120 section 8.3.2). */
export function stanzaErrorElement(error: StanzaError): Element {
  return el("error", NS_CLIENT, { type: error.type }, errorChildren(NS_STANZA_ERRORS, error));
}

/**
 * The answer to a stanza that failed: same kind and id, type `error`, from the address it was sent to. It goes to
 * the sender. Never answer a stanza of type `error` or `result` with it (RFC 6120 section 8.3.1).
 */
export function errorReply(
  stanza: Element,
  condition: StanzaCondition,
  options: ErrorReplyOptions = {},
): Element {
  const { text, ...rest } = options;
  return errorReplyOf(stanza, new StanzaError(condition, text, rest));
}

/** As errorReply, from an error that was thrown. */
export function errorReplyOf(stanza: Element, error: StanzaError): Element {
  const { id, from, to } = stanza.attrs;
  return el(stanza.name, stanza.xmlns, { type: "error", id, to: from, from: to }, [
    stanzaErrorElement(error),
  ]);
}

/**
 * The error that a stanza of type `error` reports. A condition this code does not know counts as
 * undefined-condition, a missing type as the condition's own.
 */
export function parseStanzaError(stanza: Element): StanzaError {
  const error = child(stanza, "error", NS_CLIENT);
  const payload = error === undefined ? undefined : parseErrorChildren(NS_STANZA_ERRORS, error);
  if (error === undefined || payload === undefined) return new StanzaError("undefined-condition");
  const condition = isStanzaCondition(payload.condition) ? payload.condition : "undefined-condition";
  const { type } = error.attrs;
  return new StanzaError(condition, payload.text, {
    type: isErrorType(type) ? type : STANZA_ERROR_TYPES[condition],
    app: payload.app,
  });
}

function isErrorType(type: string | undefined): type is StanzaErrorType {
  return type !== undefined && TYPES.has(type);
}
