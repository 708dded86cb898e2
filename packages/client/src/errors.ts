import type { ClientErrorShape, CodeMethod } from "./api.ts";

export interface ClientErrorOptions extends ErrorOptions {
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly triesLeft?: number | undefined;
  readonly methods?: readonly CodeMethod[] | undefined;
}

/** Every refusal an app sees: `code` is stable, `message` a sentence for a person. */
export class ClientError extends Error implements ClientErrorShape {
  override readonly name = "ClientError";
  readonly code: string;
  readonly retryAfter?: number;
  readonly triesLeft?: number;
  readonly methods?: readonly CodeMethod[];

  constructor(code: string, message: string, options: ClientErrorOptions = {}) {
    super(message, options);
    this.code = code;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
    if (options.triesLeft !== undefined) this.triesLeft = options.triesLeft;
    if (options.methods !== undefined) this.methods = options.methods;
  }
}

/** Another tab or process writes to this device's store. */
export class DeviceBusyError extends Error {
  override readonly name = "DeviceBusyError";
}

/** The store has been closed, or taken over by another tab. */
export class StoreClosedError extends Error {
  override readonly name = "StoreClosedError";
}

/** Stored bytes that this version cannot read. */
export class StoreFormatError extends Error {
  override readonly name = "StoreFormatError";
}

/** The stream ended before an answer came, or there is none. What was asked may or may not have happened. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}
