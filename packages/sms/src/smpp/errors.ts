import { Status, statusName, statusWords } from "./statuses.ts";

/** Octets that are no valid PDU, or values that fit in none. */
export class PduError extends Error {
  override readonly name = "PduError";
  /** The status that tells the sender what was wrong. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The peer answered a request with a status other than ESME_ROK. */
export class SmppStatusError extends Error {
  override readonly name = "SmppStatusError";
  readonly status: number;
  constructor(status: number) {
    super(`${statusName(status)}: ${statusWords(status)}`);
    this.status = status;
  }
  /** Standard name such as ESME_RTHROTTLED. */
  get statusName(): string {
    return statusName(this.status);
  }
}

/** What came back was no readable answer to the request. Whether the peer acted on it is unknown. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

/** The peer sent no response in time. Whether it acted on the request is unknown. */
export class ResponseTimeoutError extends Error {
  override readonly name = "ResponseTimeoutError";
  constructor(command: string, milliseconds: number) {
    super(`no answer to ${command} within ${milliseconds} ms`);
  }
}

/** The peer read nothing for so long that the request was never written. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  constructor(command: string, milliseconds: number) {
    super(`the peer did not read for ${milliseconds} ms, ${command} was not sent`);
  }
}

/** The link closed before the request was answered. */
export class LinkClosedError extends Error {
  override readonly name = "LinkClosedError";
  /** Whether the request had been handed to the socket: if so, the peer may have acted on it. */
  readonly sent: boolean;

  constructor(reason: string, sent: boolean, options?: ErrorOptions) {
    super(`the SMPP link closed: ${reason}`, options);
    this.sent = sent;
  }
}

/** The status a failed request handler answers with. */
export function statusOfFailure(error: unknown): number {
  return error instanceof SmppStatusError || error instanceof PduError ? error.status : Status.ESME_RSYSERR;
}
