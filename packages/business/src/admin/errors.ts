import { ClientError } from "@culver/client";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { GraphError } from "../graph/index.ts";

/** An answer of the form {error: {code, message}}; the message is a sentence for the operator. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(message: string, options: ErrorOptions & { status: ContentfulStatusCode; code: string }) {
    super(message, options);
    this.status = options.status;
    this.code = options.code;
  }
}

/** The one funnel: what is not known is ours to mend, and tells nothing. */
export function answerError(error: unknown, context: Context): Response {
  const { status, code, message } = known(error);
  return context.json({ error: { code, message } }, status);
}

function known(error: unknown): AdminError {
  if (error instanceof AdminError) return error;
  if (error instanceof GraphError) {
    return new AdminError(error.details, { status: 422, code: `graph_${error.code}`, cause: error });
  }
  if (error instanceof ClientError) {
    return new AdminError(error.message, { status: 422, code: error.code, cause: error });
  }
  return new AdminError("Something went wrong on this side.", {
    status: 500,
    code: "internal",
    cause: error,
  });
}
