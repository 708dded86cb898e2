import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { MEDIA_PATH } from "../media/media.ts";
import { CODE_LENGTH } from "../registration/code.ts";
import { accountRoutes } from "./account-routes.ts";
import { clientAddress, plainAddress } from "./client-address.ts";
import { contentSecurityPolicy, securityHeaders, streamOrigin } from "./content-policy.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { deviceRoutes } from "./device-routes.ts";
import { errorFunnel, errorResponse, tooLarge } from "./error-funnel.ts";
import { HttpError } from "./http-error.ts";
import { mediaRoutes } from "./media-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { registrationRoutes } from "./registration-routes.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** No call of ours has more to say. */
const MAX_BODY_BYTES = 16 * 1024;

/** Methods that metrics tell apart: callers may invent others. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The HTTP side of a server. */
export interface HttpDoor {
  /**
   * Answers a request; never rejects.
   * @param peer the address at the other end of the connection.
   */
  fetch(request: Request, peer: string): Promise<Response>;
}

export function createHttpDoor(door: HttpDoorContext): HttpDoor {
  const app = new Hono<HttpEnv>();
  const headers = Object.entries(securityHeaders(door.publicUrl.protocol === "https:"));
  const connect = [streamOrigin(door.publicUrl)];

  app.onError(errorFunnel(door.logger));
  app.use(async (c, next) => {
    const started = performance.now();
    c.set("address", clientAddress(c.env.peer, c.req.header("x-forwarded-for"), door.trustedProxies));
    await next();
    for (const [name, value] of headers) c.header(name, value);
    if (runs(c.res.headers.get("content-type")))
      c.header("Content-Security-Policy", contentSecurityPolicy({ ...door.web?.hashes, connect }));
    const labels = {
      method: METHODS.has(c.req.method) ? c.req.method : "other",
      status: `${Math.floor(c.res.status / 100)}xx`,
    };
    door.metrics.httpRequests.observe(labels, (performance.now() - started) / 1000);
  });
  app.use("/v1/*", async (c, next) => {
    if (c.req.method !== "GET") requireSameOrigin(c, door.publicUrl);
    await next();
    if (!c.res.headers.has("cache-control")) c.header("Cache-Control", "no-store");
  });
  // Before the limit: the body of an upload is a stream, bounded by its length.
  if (door.media !== undefined) app.route(MEDIA_PATH, mediaRoutes(door, door.media));
  app.use("/v1/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => errorResponse(c, tooLarge()) }));

  app.get("/v1/server", (c) =>
    c.json({
      domain: door.domain,
      name: door.name,
      version: door.version,
      sandbox: door.sandbox,
      stream: "/v1/stream",
      ...(door.country === undefined ? {} : { country: door.country }),
      code_length: CODE_LENGTH,
    }),
  );
  app.route("/v1/registration", registrationRoutes(door));
  app.route("/v1/devices", deviceRoutes(door));
  app.route("/v1", accountRoutes(door));
  app.route("/", operatorRoutes(door));
  app.notFound(async (c) => {
    const file = c.req.path.startsWith("/v1/") ? undefined : await door.web?.serve(c.req.raw);
    return file ?? errorResponse(c, new HttpError(404, "not_found", "There is no such thing."));
  });

  return { fetch: async (request, peer) => app.fetch(request, { peer: plainAddress(peer) }) };
}

/** Pages, and scripts: a worker lives under the policy that came with its script, not under its page's. */
function runs(contentType: string | null): boolean {
  return contentType !== null && /^text\/(html|javascript)\b/.test(contentType);
}
