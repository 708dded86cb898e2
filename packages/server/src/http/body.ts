import type { Context } from "hono";
import type { z } from "zod";
import { HttpError } from "./http-error.ts";

const WHAT: Readonly<Record<string, string>> = {
  code: "A code has 6 digits.",
  pin: "A PIN has 4 to 20 digits or letters.",
  device_name: "A device's name has 1 to 64 characters.",
  number: "A number is needed.",
};

/** The JSON body, checked. An empty body counts as `{}`. @throws {HttpError} 400 or 415. */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text();
  if (text !== "" && !isJson(context.req.header("content-type"))) {
    throw new HttpError(415, "unsupported_media_type", "The body must be application/json.");
  }
  const result = schema.safeParse(parse(text));
  if (result.success) return result.data;
  const field = String(result.error.issues[0]?.path[0] ?? "");
  throw new HttpError(400, "bad_request", WHAT[field] ?? "The body is not what this call takes.");
}

/** A parameter of the path, checked. What has the wrong shape cannot exist. @throws {HttpError} 404. */
export function readParam<T>(context: Context, name: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(context.req.param(name));
  if (result.success) return result.data;
  throw new HttpError(404, "not_found", "There is no such thing.");
}

function isJson(type: string | undefined): boolean {
  return type?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

function parse(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(cause);
  }
}

function notJson(cause: unknown): HttpError {
  return new HttpError(400, "bad_request", "The body is not JSON.", {}, { cause });
}
