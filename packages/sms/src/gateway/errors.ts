import type { SmppStatusError } from "../smpp/errors.ts";

/** The carrier refused the message; `status` says why, the message says it in words. */
export class SmsRejectedError extends Error {
  override readonly name = "SmsRejectedError";
  readonly status: number;
  constructor(cause: SmppStatusError) {
    super(`the carrier refused the message, ${cause.message}`, { cause });
    this.status = cause.status;
  }
}

/** Nothing was sent: no route serves the number, or its link is down. */
export class SmsUnavailableError extends Error {
  override readonly name = "SmsUnavailableError";
}

/** The message left, and no answer came: the carrier may or may not have taken it. */
export class SmsUncertainError extends Error {
  override readonly name = "SmsUncertainError";
}
