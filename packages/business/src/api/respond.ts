import { asGraphError, newTraceId } from "../graph/index.ts";
import type { ApiLog } from "./options.ts";

const JSON_TYPE = "application/json; charset=UTF-8";

/** Headers of every answer (section 1). No cache may keep one, and no page of another origin may read it. */
export function answerHeaders(traceId: string, version: string): Headers {
  return new Headers({
    "content-type": JSON_TYPE,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "x-fb-trace-id": traceId,
    "facebook-api-version": version,
  });
}

/** The answer to what went wrong (section 6); what is not of section 6 is logged by its name alone. */
export function errorResponse(error: unknown, headers: Headers, log: ApiLog): Response {
  const graphError = asGraphError(error);
  const traceId = headers.get("x-fb-trace-id") ?? newTraceId();
  if (graphError !== error) {
    log.warn(
      { error: error instanceof Error ? error.name : typeof error, trace: traceId },
      "a request failed",
    );
  }
  if (graphError.status === 401) {
    headers.set("www-authenticate", 'OAuth "Culver" "invalid_token" "The access token is not good."');
  }
  return new Response(JSON.stringify(graphError.toBody(traceId)), { status: graphError.status, headers });
}
