import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Role } from "../../inbox-api.ts";
import { mayDo } from "../agents/agent.ts";
import type { Caller } from "../agents/sessions.ts";
import { badRequest, forbidden, InboxError, signedOut } from "../errors.ts";
import type { InboxServices } from "../services.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { sessionCookie } from "./session-cookie.ts";

/** What a request comes with besides itself. */
export interface InboxEnv {
  Bindings: { readonly peer: string };
}

export type InboxContext = Context<InboxEnv>;
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A call and who may make it: everybody, or who is signed in with a role or one above it. */
export interface Route {
  readonly method: Method;
  /** Below /business/api, Hono's notation. */
  readonly path: string;
  readonly role: Role | "anyone";
}

/** Adds calls; nothing can be added without saying who may make it. */
export interface Routes {
  open(method: Method, path: string, handle: (context: InboxContext) => Promise<Response> | Response): void;
  for(
    role: Role,
    method: Method,
    path: string,
    handle: (context: InboxContext, caller: Caller) => Promise<Response> | Response,
  ): void;
  readonly list: readonly Route[];
}

export function routesOf(app: Hono<InboxEnv>, { sessions, publicUrl }: InboxServices): Routes {
  const list: Route[] = [];
  const changes = (method: Method) => method !== "GET";
  return {
    list,
    open(method, path, handle) {
      list.push({ method, path, role: "anyone" });
      app.on(method, path, (context) => {
        if (changes(method)) requireSameOrigin(context.req.raw, publicUrl);
        return handle(context);
      });
    },
    for(role, method, path, handle) {
      list.push({ method, path, role });
      app.on(method, path, async (context) => {
        if (changes(method)) requireSameOrigin(context.req.raw, publicUrl);
        const secret = sessionCookie(publicUrl).read(context.req.header("cookie"));
        const caller = secret === undefined ? undefined : await sessions.find(secret);
        if (caller === undefined) throw signedOut();
        if (!mayDo(caller.agent.role, role)) throw forbidden();
        return handle(context, caller);
      });
    },
  };
}

/** The JSON body. @throws InboxError 400, 415 */
export async function readBody<T>(context: InboxContext, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new InboxError(415, "content_type", "Send the body as application/json.");
  }
  const text = await context.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw badRequest("The body is no JSON.", cause);
  }
  return checked(body, schema);
}

/** The query, each parameter once. @throws InboxError 400 */
export const readQuery = <T>(context: InboxContext, schema: z.ZodType<T>): T =>
  checked(context.req.query(), schema);

/** A part of the path. */
export const pathPart = (context: InboxContext, name: string): string => {
  const value = context.req.param(name) ?? "";
  if (value === "" || value.length > 512 || value.includes("\0"))
    throw badRequest("The address is not valid.");
  return value;
};

function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "It";
  throw badRequest(`${where}: ${issue?.message ?? "is not valid"}`);
}

/** A text of so many characters at least and at most, without what a database does not take. */
export const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform((text) => text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd"))
    .refine((text) => {
      const length = [...text].length;
      return length <= most && (least === 0 || (length >= least && text.trim() !== ""));
    }, `needs ${least} to ${most} characters`);

/** A whole number in a query. */
export const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]{1,16}$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `is from ${least} to ${most}`);

/** Milliseconds since 1970, or a place, in a query. */
export const position = count(0, Number.MAX_SAFE_INTEGER).optional();

export const done = (): Response => new Response(null, { status: 204 });
