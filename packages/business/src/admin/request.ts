import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { AdminError } from "./errors.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** Lets through the bearer of the operator's token; compared in constant time. */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`);
  return async (context, next) => {
    if (!timingSafeEqual(digest(context.req.header("authorization") ?? ""), expected)) {
      throw new AdminError("The operator's token is needed here.", { status: 401, code: "not_authorized" });
    }
    await next();
  };
}

/** The JSON body. A page elsewhere cannot send one: its content type is none that a form has. @throws AdminError 400, 415 */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new AdminError("Send the body as application/json.", { status: 415, code: "content_type" });
  }
  let body: unknown;
  try {
    body = await context.req.json();
  } catch (cause) {
    throw new AdminError("The body is no JSON.", { status: 400, code: "bad_request", cause });
  }
  return checked(body, schema);
}

/** The query's parameters. @throws AdminError 400 */
export function readQuery<T>(context: Context, schema: z.ZodType<T>): T {
  return checked(context.req.query(), schema);
}

function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the request";
  throw new AdminError(`${where}: ${issue?.message ?? "is wrong"}`, { status: 400, code: "bad_request" });
}
