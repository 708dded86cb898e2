/** It cannot be sent: no route serves the number, no link is bound, or the gateway is closed. */
export class SmsUnavailableError extends Error {
  override readonly name = "SmsUnavailableError";
}
