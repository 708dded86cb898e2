import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import { httpErrorOf } from "./error-table.ts";
import { HttpError } from "./http-error.ts";

/** Turns whatever a route threw into the protocol's error body. Details of a fault of ours go to the log alone. */
export function errorFunnel(logger: Logger): (error: unknown, context: Context) => Response {
  return (error, context) => {
    const refusal = httpErrorOf(error instanceof HTTPException ? ofFramework(error) : error);
    if (refusal.status >= 500) {
      logger.error(
        { err: error, route: context.req.routePath, method: context.req.method },
        "request failed",
      );
    }
    return errorResponse(context, refusal);
  };
}

export function errorResponse(context: Context, error: HttpError): Response {
  const { retryAfter, triesLeft, methods } = error.details;
  if (retryAfter !== undefined) context.header("Retry-After", String(retryAfter));
  if (error.status === 401) context.header("WWW-Authenticate", 'Bearer realm="culver"');
  context.header("Cache-Control", "no-store");
  return context.json(
    {
      error: {
        code: error.code,
        message: error.message,
        ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
        ...(triesLeft === undefined ? {} : { tries_left: triesLeft }),
        ...(methods === undefined ? {} : { methods }),
      },
    },
    error.status,
  );
}

function ofFramework(error: HTTPException): HttpError {
  return error.status === 413 ? tooLarge() : new HttpError(400, "bad_request", "The request is malformed.");
}

export function tooLarge(): HttpError {
  return new HttpError(413, "too_large", "The request is too large.");
}
