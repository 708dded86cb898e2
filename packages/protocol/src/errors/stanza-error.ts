import type { Element } from "../element-model.ts";
import { STANZA_ERROR_TYPES, type StanzaCondition, type StanzaErrorType } from "./stanza-condition.ts";

export interface StanzaErrorOptions extends ErrorOptions {
  /** Overrides the type that RFC 6120 recommends for the condition. */
  readonly type?: StanzaErrorType | undefined;
  /** An application-specific condition element (RFC 6120 section 8.3.4), e.g. the current epoch. */
  readonly app?: Element | undefined;
}

/** A stanza that must be or was answered with an error; it ends one request, never the stream. */
export class StanzaError extends Error {
  override readonly name = "StanzaError";
  readonly condition: StanzaCondition;
  readonly type: StanzaErrorType;
  readonly app: Element | undefined;
  /** The descriptive text, undefined when there is none. It may travel to the peer: no content, no secrets. */
  readonly text: string | undefined;

  constructor(condition: StanzaCondition, text?: string, options: StanzaErrorOptions = {}) {
    super(text === undefined ? condition : `${condition}: ${text}`, options);
    this.condition = condition;
    this.type = options.type ?? STANZA_ERROR_TYPES[condition];
    this.app = options.app;
    this.text = text;
  }
}
