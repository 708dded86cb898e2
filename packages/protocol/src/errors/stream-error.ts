import type { Element } from "../element.ts";
import type { StreamCondition } from "./stream-condition.ts";

export interface StreamErrorOptions extends ErrorOptions {
  /** An application-specific condition element (RFC 6120 section 4.9.4). */
  readonly app?: Element | undefined;
}

/** An error that ends the stream (RFC 6120 section 4.9), found here or reported by the peer. */
export class StreamError extends Error {
  override readonly name: string = "StreamError";
  readonly condition: StreamCondition;
  readonly app: Element | undefined;
  /** The descriptive text, undefined when there is none. It may travel to the peer: no content, no secrets. */
  readonly text: string | undefined;

  constructor(condition: StreamCondition, text?: string, options: StreamErrorOptions = {}) {
    super(text === undefined ? condition : `${condition}: ${text}`, options);
    this.condition = condition;
    this.app = options.app;
    this.text = text;
  }
}
