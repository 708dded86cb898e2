import { type Context, Hono } from "hono";
import type { Media } from "../media/media.ts";
import { isMediaId } from "../media/media-id.ts";
import { keepMs, MAX_UPLOAD_BYTES } from "../media/media-terms.ts";
import { keepDays } from "../media/upload-metadata.ts";
import type { Principal } from "../ports.ts";
import { authenticatedDevice } from "./bearer.ts";
import { byteRange } from "./byte-range.ts";
import { limitedAddress } from "./client-address.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { HttpError } from "./http-error.ts";

const WHOLE_NUMBER = /^\d{1,15}$/;

/** Encrypted files (docs/protocol.md, "Media"): uploads by tus 1.0, and their bytes for whoever knows the id. */
export function mediaRoutes(door: HttpDoorContext, media: Media): Hono<HttpEnv> {
  const { limiter, limits, limitsFor, now } = door.services;
  const app = new Hono<HttpEnv>();

  app.post("/", async (c) => {
    requireTus(c);
    const owner = await authenticatedDevice(door, c);
    const days = keepDays(c.req.header("upload-metadata"));
    if (days === undefined)
      throw new HttpError(400, "bad_request", "An upload says nothing but how many days it is kept.");
    const size = Number(wholeNumber(c.req.header("upload-length")));
    if (size > MAX_UPLOAD_BYTES) throw new HttpError(413, "too_large", "The file is too large.");
    const subject = owner.account;
    const { mediaUploads, mediaBytes } = await limitsFor(subject);
    await limiter.take([
      { limit: "media-uploads", subject, policy: mediaUploads },
      { limit: "media-bytes", subject, policy: mediaBytes, cost: size },
    ]);
    return tus(c, owner, undefined, keepMs(Math.min(days, media.days)));
  });

  app.on(["PATCH", "DELETE"], "/:id", (c) => proceed(c, c.req.param("id")));

  app.get("/:id", (c) => {
    const id = c.req.param("id");
    // The framework answers HEAD by its GET routes.
    const question = c.req.raw.method === "HEAD" && c.req.header("tus-resumable") !== undefined;
    return question ? proceed(c, id) : bytes(c, id);
  });

  async function proceed(c: Context<HttpEnv>, id: string): Promise<Response> {
    requireTus(c);
    const owner = await authenticatedDevice(door, c);
    const { mediaCalls } = await limitsFor(owner.account);
    await limiter.take([{ limit: "media-calls", subject: owner.account, policy: mediaCalls }]);
    const row = await living(id);
    if (row.account !== owner.account || row.device !== owner.device)
      throw new HttpError(403, "forbidden", "Only the device that began an upload may go on with it.");
    return tus(c, owner, row.id, row.keepMs);
  }

  async function bytes(c: Context<HttpEnv>, wanted: string): Promise<Response> {
    const subject = limitedAddress(c.get("address"));
    await limiter.take([{ limit: "media-fetches", subject, policy: limits.mediaFetches }]);
    const { id, size, state, expiresAt } = await living(wanted);
    const file = Bun.file(media.pathOf(id));
    if (state !== "finished" || !(await file.exists())) throw notFound();
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": "attachment",
      "Cache-Control": `private, max-age=${Math.floor((expiresAt - now()) / 1000)}, immutable`,
      "Accept-Ranges": "bytes",
      ETag: `"${id}"`,
    };
    const range = byteRange(c.req.header("range"), size);
    if (range === "unsatisfiable")
      return c.body(null, 416, { "Content-Range": `bytes */${size}`, "Cache-Control": "no-store" });
    if (range === undefined) return new Response(file, { headers });
    const { start, end } = range;
    const partial = { ...headers, "Content-Range": `bytes ${start}-${end - 1}/${size}` };
    return new Response(file.slice(start, end), { status: 206, headers: partial });
  }

  async function living(id: string) {
    const row = isMediaId(id) ? await media.rows.find(id) : undefined;
    if (row === undefined) throw notFound();
    if (row.state === "gone" || row.expiresAt <= now())
      throw new HttpError(410, "expired", "This file is no longer kept.");
    return row;
  }

  async function tus(c: Context<HttpEnv>, owner: Principal, id: string | undefined, keep: number) {
    const response = await media.uploads.answer(c.req.raw, owner, id, keep);
    for (const name of ["access-control-allow-origin", "access-control-expose-headers"])
      response.headers.delete(name);
    return response;
  }

  return app;
}

const TUS_VERSION = "1.0.0";

function requireTus(c: Context<HttpEnv>): void {
  if (c.req.header("tus-resumable") === TUS_VERSION) return;
  c.header("Tus-Version", TUS_VERSION);
  throw new HttpError(412, "bad_request", "Uploads are made by tus 1.0.");
}

function wholeNumber(header: string | undefined): string {
  if (header !== undefined && WHOLE_NUMBER.test(header)) return header;
  throw new HttpError(400, "bad_request", "An upload says how long it will be.");
}

function notFound(): HttpError {
  return new HttpError(404, "not_found", "There is no such file.");
}
