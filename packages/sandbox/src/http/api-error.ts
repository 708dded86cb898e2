import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer of the form {error: {code, message}}. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(message: string, options: ErrorOptions & { status: ContentfulStatusCode; code: string }) {
    super(message, options);
    this.status = options.status;
    this.code = options.code;
  }
}

/** The one funnel: what is not an ApiError is ours to mend, and tells nothing. */
export function answerError(error: unknown, context: Context): Response {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError("Something went wrong on this side.", { status: 500, code: "internal" });
  return context.json({ error: { code: known.code, message: known.message } }, known.status);
}
