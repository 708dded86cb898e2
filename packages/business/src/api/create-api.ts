import {
  defaultVersions,
  GraphError,
  newTraceId,
  parseFields,
  splitVersion,
  unknownObject,
} from "../graph/index.ts";
import { MEDIA_PATH } from "../media/index.ts";
import { check } from "../messages/issues.ts";
import type { Access } from "../model/index.ts";
import { authenticate, requireProof, requireScope, tokenOf } from "./authenticate.ts";
import { serveFile } from "./download.ts";
import type { Call, Endpoint, NodeKind } from "./endpoint.ts";
import { findNode } from "./nodes.ts";
import { type ApiContext, type ApiOptions, defaultApiSettings } from "./options.ts";
import { QR_PATH, serveQrPicture } from "./qr-picture.ts";
import { lenientShape } from "./request/lenient-shape.ts";
import { mergeParams, type Params, readBody, readQuery } from "./request/params.ts";
import { answerHeaders, errorResponse } from "./respond.ts";
import { findRoute, type Route } from "./routes.ts";
import { openPins } from "./store/pins.ts";
import { usageHeader } from "./usage.ts";

/** The door that speaks the Cloud API. */
export interface Api {
  /** Answers a request to a path of Graph's or of a signed file; never rejects. */
  fetch(request: Request): Promise<Response>;
}

/** Whether a path is the door's: versioned, an id, one of Graph's words, a signed file, or a link's picture. */
export function isApiPath(pathname: string): boolean {
  return (
    pathname.startsWith(MEDIA_PATH) ||
    pathname.startsWith(QR_PATH) ||
    /^\/(v[0-9]{1,4}\.[0-9]{1,4}(\/|$)|[0-9]|(debug_token|oauth|me|app)(\/|$)|upload:)/.test(pathname)
  );
}

export function createApi(options: ApiOptions): Api {
  const settings = { ...defaultApiSettings, ...options.settings };
  const { now = Date.now, log = { warn() {} } } = options;
  const pins = openPins(options.database, settings, now);
  const context: ApiContext = { ...options, settings, now, log, pins, longestFile: options.media.longest };
  const versions = { ...defaultVersions, lowest: settings.lowestVersion, fallback: settings.defaultVersion };

  async function answer(request: Request, url: URL, headers: Headers): Promise<Response> {
    const { version, path } = splitVersion(url.pathname, versions);
    headers.set("facebook-api-version", version);
    const route = findRoute(request.method, decoded(path));
    const { query, body, access } = await identify(request, url, route, context);
    const { endpoint, node } = await resolve(route, access, request.method, context);
    if (endpoint.scope !== undefined) {
      requireScope(access, endpoint.scope);
      const { app, business } = access;
      if (endpoint.scope === "whatsapp_business_management") context.rate.count(app, business);
      headers.set("x-business-use-case-usage", usageHeader(business, context.rate.used(app, business)));
    }
    const params = mergeParams(query, body);
    const input = check(endpoint.input, lenientShape(endpoint.input, params), undefined, 100);
    const fields = parseFields(
      typeof params.fields === "string" && request.method === "GET" ? params.fields : undefined,
    );
    const call: Call = {
      context,
      request,
      url,
      version,
      access,
      node,
      rest: route.rest,
      input,
      params,
      fields,
    };
    return new Response(JSON.stringify(await endpoint.run(call)), { headers });
  }

  return {
    async fetch(request) {
      const headers = answerHeaders(newTraceId(), settings.defaultVersion);
      try {
        const url = new URL(request.url);
        if (url.pathname.startsWith(MEDIA_PATH)) return await serveFile(request, url, context);
        if (url.pathname.startsWith(QR_PATH)) return await serveQrPicture(request, url, context);
        return await answer(request, url, headers);
      } catch (error) {
        return errorResponse(error, headers, log);
      }
    },
  };
}

/** Reads what a request says, and whose it is: a token may be in its head, its query or its body. */
async function identify(
  request: Request,
  url: URL,
  { byKind }: Route,
  context: ApiContext,
): Promise<{ readonly query: Params; readonly body: Params; readonly access: Access }> {
  const [first] = byKind.values();
  const isStreamed = [...byKind.values()].some(({ body }) => body !== undefined);
  const readsBody = !isStreamed && request.method !== "GET" && request.body !== null;
  const early = tokenOf(request, url);
  // Who shows no token in the head is let into the body's first megabyte to show it there; who shows a bad one is not.
  let access = early === undefined ? undefined : await authenticate(early, context.accounts);
  const query = readQuery(url);
  const body = readsBody ? await readBody(request, context.settings.maxBodyBytes) : {};
  if (first?.scope === undefined) return { query, body, access: access ?? NOBODY };
  const held = body.access_token;
  const token = early ?? (typeof held === "string" ? held : undefined);
  access ??= await authenticate(token, context.accounts);
  requireProof(body.appsecret_proof ?? query.appsecret_proof, token ?? "", context.accounts.app(access.app));
  return { query, body, access };
}

/** Behind a request that needs no token. */
const NOBODY: Access = { token: "", app: "", business: "", scopes: [] };

/** The endpoint that is meant, by what the path's id stands for. */
async function resolve(
  { byKind, kinds, id: asked }: Route,
  access: Access,
  method: string,
  context: ApiContext,
): Promise<{ readonly endpoint: Endpoint; readonly node: Call["node"] }> {
  const none = byKind.get("none");
  if (none !== undefined) return { endpoint: none, node: undefined };
  const id = asked === "me" ? access.business : asked === "app" ? access.app : asked;
  const found = await findNode(id, kinds as ReadonlySet<NodeKind>, access, method, context);
  const endpoint = byKind.get(found.kind);
  if (endpoint === undefined) throw unknownObject("get", id);
  return { endpoint, node: found.node };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new GraphError(100, { details: "The path is not well-formed.", cause });
  }
}
