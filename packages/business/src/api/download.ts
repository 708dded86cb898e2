import { GraphError, newTraceId } from "../graph/index.ts";
import { authenticate, tokenOf } from "./authenticate.ts";
import type { ApiContext } from "./options.ts";
import { answerHeaders, errorResponse } from "./respond.ts";
import { findFlow } from "./store/flows.ts";

/** What the table of endpoints cannot hold: an address that another answer has given. */
export const DOWNLOAD = {
  id: "GET {media-url}",
  priority: 1,
  summary: "Download a medium, with the token.",
} as const;

interface Served {
  readonly body: Blob;
  readonly type: string;
  readonly filename?: string | undefined;
}

/**
 * A file by its signed address: with a token of its business, unless it is a profile's picture. 404 when the address has
 * expired or the file is gone, 401 for a token that is not good; one range of octets may be asked for (RFC 9110, 14).
 */
export async function serveFile(request: Request, url: URL, context: ApiContext): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new GraphError(100, { message: "(#100) Unsupported method", details: "Use GET." });
  }
  const named = context.media.signer.check(url);
  if (named === undefined) return gone(context);
  const served = named.name.startsWith("flow-")
    ? await flowFile(named.name.slice("flow-".length), request, url, context)
    : await mediaFile(named, request, url, context);
  return served === undefined ? gone(context) : fileResponse(served, request, named.isPublic);
}

async function mediaFile(
  { name, isPublic }: { readonly name: string; readonly isPublic: boolean },
  request: Request,
  url: URL,
  context: ApiContext,
): Promise<Served | undefined> {
  const business = isPublic
    ? undefined
    : (await authenticate(tokenOf(request, url), context.accounts)).business;
  const media = await context.media.find(name);
  if (media === undefined) return undefined;
  if (!isPublic && context.accounts.number(media.number)?.business !== business) return undefined;
  const body = await context.media.open(name);
  return body && { body, type: media.type, filename: media.filename };
}

async function flowFile(
  id: string,
  request: Request,
  url: URL,
  context: ApiContext,
): Promise<Served | undefined> {
  const { business } = await authenticate(tokenOf(request, url), context.accounts);
  const flow = await findFlow(context.database, id);
  if (flow?.json === undefined || flow.business !== business) return undefined;
  return { body: new Blob([flow.json]), type: "application/json", filename: "flow.json" };
}

/** Types that a browser shows and runs nothing of; all others are files to save. */
const SHOWN = /^(image\/(jpeg|png|webp)|video\/|audio\/)/;

function fileResponse(
  { body, type, filename = "file" }: Served,
  request: Request,
  isPublic: boolean,
): Response {
  const headers = new Headers({
    "content-type": type,
    "accept-ranges": "bytes",
    "cache-control": isPublic ? "public, max-age=3600" : "private, no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "content-disposition": `${SHOWN.test(type) ? "inline" : "attachment"}; filename*=UTF-8''${encoded(filename)}`,
  });
  const range = rangeOf(request.headers.get("range"), body.size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${body.size}`);
    return new Response(null, { status: 416, headers });
  }
  const part = range === undefined ? body : body.slice(range.from, range.to + 1);
  if (range) headers.set("content-range", `bytes ${range.from}-${range.to}/${body.size}`);
  headers.set("content-length", String(part.size));
  return new Response(request.method === "HEAD" ? null : part, { status: range ? 206 : 200, headers });
}

/** The one range that is asked for; several, or other units, are answered with the whole. */
function rangeOf(
  header: string | null,
  size: number,
): { readonly from: number; readonly to: number } | "unsatisfiable" | undefined {
  const match = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < from) return undefined;
  return from > to ? "unsatisfiable" : { from, to };
}

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The answer for a file that is not there, or not any more. */
export function gone({ log }: ApiContext): Response {
  const error = new GraphError(100, {
    details: "The address has expired, or the file is gone.",
    subcode: 33,
  });
  const headers = answerHeaders(newTraceId(), "");
  headers.delete("facebook-api-version");
  const { body } = errorResponse(error, headers, log);
  return new Response(body, { status: 404, headers });
}
