import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { bears } from "../token.ts";
import { OperatorError } from "./errors.ts";

/** Lets through the bearer of the operator's token. */
export function requireToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    if (!bears(context.req.header("authorization"), token)) {
      throw new OperatorError(401, "not_authorized", "The operator's token is needed here.");
    }
    await next();
  };
}

/** The JSON body. A page elsewhere cannot send one: its content type is none that a form has. @throws OperatorError 400, 415 */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new OperatorError(415, "content_type", "Send the body as application/json.");
  }
  let body: unknown;
  try {
    body = await context.req.json();
  } catch (cause) {
    throw new OperatorError(400, "bad_request", "The body is no JSON.", { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OperatorError(
    400,
    "bad_request",
    `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "is wrong"}`,
  );
}
