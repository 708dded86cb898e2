import type { SaslCondition } from "./sasl-condition.ts";

/** An authentication that failed (RFC 6120 section 6.5). */
export class SaslError extends Error {
  override readonly name = "SaslError";
  readonly condition: SaslCondition;
  /** The descriptive text, undefined when there is none. */
  readonly text: string | undefined;

  constructor(condition: SaslCondition, text?: string, options?: ErrorOptions) {
    super(text === undefined ? condition : `${condition}: ${text}`, options);
    this.condition = condition;
    this.text = text;
  }
}
