/** A refusal in words for a person: `{ error: { code, message } }`. */
export class InboxError extends Error {
  override readonly name = "InboxError";
  /** HTTP status, 4xx. */
  readonly status: number;
  readonly code: string;
  /** After how many milliseconds it is worth another try. */
  readonly retryAfterMs: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.status = status;
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export const badRequest = (message: string, cause?: unknown) =>
  new InboxError(400, "bad_request", message, cause === undefined ? {} : { cause });
export const refused = (message: string) => new InboxError(422, "refused", message);
export const taken = (message: string) => new InboxError(409, "taken", message);
export const signedOut = () => new InboxError(401, "signed_out", "Sign in first.");
export const forbidden = () => new InboxError(403, "forbidden", "Your role does not allow this.");
/** Also what is another business's. */
export const notFound = () => new InboxError(404, "not_found", "There is no such thing.");
