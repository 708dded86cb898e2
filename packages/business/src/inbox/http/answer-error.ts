import { GraphError } from "../../graph/index.ts";
import { InboxError } from "../errors.ts";
import type { InboxLog } from "../options.ts";
import { sentenceOf } from "../sentences.ts";
import type { InboxContext } from "./call.ts";

/** The one funnel: what is not known is ours to mend, and tells nothing. */
export function answerError(error: unknown, context: InboxContext, log: InboxLog): Response {
  const told = known(error);
  if (told === undefined) {
    log.warn({ error: error instanceof Error ? error.name : typeof error }, "a call of the inbox failed");
    const message = "Something went wrong on this side.";
    return context.json({ error: { code: "internal", message } }, 500);
  }
  const { status, code, message, retryAfterMs } = told;
  if (retryAfterMs !== undefined) context.header("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  return Response.json({ error: { code, message } }, { status, headers: context.res.headers });
}

function known(error: unknown): InboxError | undefined {
  if (error instanceof InboxError) return error;
  if (error instanceof GraphError) {
    const status = error.status === 429 ? 429 : error.status >= 500 ? 503 : 422;
    return new InboxError(status, `graph_${error.code}`, sentenceOf(error.code), { cause: error });
  }
  // The automatic replies' own words are for a person.
  if (error instanceof Error && error.name === "RepliesError") {
    return new InboxError(422, "refused", error.message, { cause: error });
  }
  return undefined;
}
