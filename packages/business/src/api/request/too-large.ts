import { GraphError } from "../../graph/index.ts";

/** A body longer than is read; HTTP 413. */
export class BodyTooLargeError extends GraphError {
  constructor(maxBytes: number) {
    super(100, { details: `The request is too large: at most ${maxBytes} bytes.` });
  }

  override get status(): number {
    return 413;
  }
}
