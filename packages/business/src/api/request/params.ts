import { GraphError } from "../../graph/index.ts";
import { decodeForm } from "../../messages/form.ts";
import { isPlainObject, plainJson } from "../../messages/plain-json.ts";
import { wholeBody } from "./bounded-body.ts";
import { readMultipart } from "./multipart.ts";

export type Params = Readonly<Record<string, unknown>>;

/** What is about the request rather than of it. */
const ABOUT = new Set(["access_token", "appsecret_proof"]);

/**
 * What a body says: JSON, or a form of either kind. Without a type it is JSON if it looks so.
 * @throws GraphError 100; HTTP 413 beyond `maxBytes`
 */
export async function readBody(request: Request, maxBytes: number): Promise<Params> {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "multipart/form-data")
    return asParams(decodeForm(Object.fromEntries(await readMultipart(request, maxBytes))));
  const octets = await wholeBody(request, maxBytes);
  if (octets.length === 0) return {};
  const text = textOf(octets);
  if (type === "application/x-www-form-urlencoded") {
    // Command lines and scripts send JSON under this type without being told to.
    return asParams(/^\s*[{[]/.test(text) ? parseJson(text) : decodeForm(text));
  }
  if (type === "application/json" || type.endsWith("+json") || /^\s*[{[]/.test(text)) {
    return asParams(parseJson(text));
  }
  throw wrong(
    "The Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data.",
  );
}

/** What the query says, read as a form. */
export function readQuery(url: URL): Params {
  return url.search.length > 1 ? asParams(decodeForm(url.searchParams)) : {};
}

/** Query and body as one; the body's word counts where both have one. */
export function mergeParams(query: Params, body: Params): Params {
  const merged = Object.entries({ ...query, ...body }).filter(([name]) => !ABOUT.has(name));
  return Object.fromEntries(merged);
}

function asParams(value: unknown): Params {
  const held = plainJson(value);
  if (isPlainObject(held)) return held;
  throw wrong("The body must be an object.");
}

function textOf(octets: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch (cause) {
    throw wrong("The body is not UTF-8.", cause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong("The body is not JSON.", cause);
  }
}

const wrong = (details: string, cause?: unknown): GraphError => new GraphError(100, { details, cause });
