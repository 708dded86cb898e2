import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface HttpErrorDetails {
  /** Seconds; also goes out as Retry-After. */
  readonly retryAfter?: number | undefined;
  readonly triesLeft?: number | undefined;
  /** Ways a code can be had by, where the one asked for is shut. */
  readonly methods?: readonly string[] | undefined;
}

/** A request refused: what the caller is told, and nothing else. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly details: HttpErrorDetails;

  /** @param message a sentence for a person, without content, numbers or secrets. */
  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    details: HttpErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
