import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { bears } from "../token.ts";
import { OperatorError } from "./errors.ts";

/** Lets through the bearer of the operator's token. */
export function requireToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    if (!bears(context.req.header("authorization"), token)) {
      throw new OperatorError("The operator's token is needed here.", {
        status: 401,
        code: "not_authorized",
      });
    }
    await next();
  };
}

/** The JSON body. A page elsewhere cannot send one: its content type is none that a form has. @throws OperatorError 400, 415 */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new OperatorError("Send the body as application/json.", { status: 415, code: "content_type" });
  }
  let body: unknown;
  try {
    body = await context.req.json();
  } catch (cause) {
    throw new OperatorError("The body is no JSON.", { status: 400, code: "bad_request", cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OperatorError(`${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "is wrong"}`, {
    status: 400,
    code: "bad_request",
  });
}
