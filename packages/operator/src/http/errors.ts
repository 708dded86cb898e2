import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer of the form {error: {code, message}}. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(message: string, options: ErrorOptions & { status: ContentfulStatusCode; code: string }) {
    super(message, options);
    this.status = options.status;
    this.code = options.code;
  }
}

/** Errors of the gateway whose words are meant for the caller. */
const TELLING = ["AddressError", "TextTooLongError", "SmsUnavailableError", "RouteError"];

/** The one funnel: what is not known is ours to mend, and tells nothing. */
export function answerError(error: unknown, context: Context): Response {
  const { status, code, message } = known(error);
  return context.json({ error: { code, message } }, status);
}

function known(error: unknown): OperatorError {
  if (error instanceof OperatorError) return error;
  if (error instanceof Error && TELLING.includes(error.name)) {
    return new OperatorError(error.message, { status: 422, code: "refused", cause: error });
  }
  return new OperatorError("Something went wrong on this side.", {
    status: 500,
    code: "internal",
    cause: error,
  });
}
