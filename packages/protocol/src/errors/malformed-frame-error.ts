import { StreamError } from "./stream-error.ts";

/** The stream error conditions a frame can cause by its form alone. */
export type FrameCondition =
  | "bad-format"
  | "bad-namespace-prefix"
  | "invalid-namespace"
  | "not-well-formed"
  | "policy-violation"
  | "restricted-xml";

/** A frame that is no element of the model or exceeds a limit. Answer with its condition and close the stream. */
export class MalformedFrameError extends StreamError {
  override readonly name = "MalformedFrameError";
  declare readonly condition: FrameCondition;

  constructor(condition: FrameCondition, text: string, options?: ErrorOptions) {
    super(condition, text, options);
  }
}
