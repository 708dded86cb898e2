import { z } from "zod";
import { badRequest, InboxError, notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { mediaIn } from "../threads/item-body.ts";
import { pathPart, type Routes, readQuery, words } from "./call.ts";
import { fileResponse } from "./file-response.ts";

const uploadQuery = z.object({ thread: words(1, 100) });
const fileName = words(1, 240);
const linkedQuery = z.object({ message: words(1, 512) });

export function fileRoutes(routes: Routes, services: InboxServices): void {
  const { accounts, database, engine, media, threads, now } = services;

  routes.for("agent", "POST", "/media", async (context, { agent }) => {
    const { thread: id } = readQuery(context, uploadQuery);
    const name = nameOf(context.req.header("x-file-name"));
    const { body, headers } = context.req.raw;
    const type = headers.get("content-type")?.trim();
    if (!type || !/^[\w.+-]+\/[\w.+-]+\s*(;.*)?$/.test(type)) {
      throw new InboxError(415, "content_type", "Say what the file is by its Content-Type.");
    }
    if (body === null) throw badRequest("The file is empty.");
    const known = await threads.find(agent.business, id);
    if (known === undefined) throw notFound();
    const file = await media.put(
      known.row.number,
      { body, type, ...(name ? { filename: name } : {}) },
      "upload",
    );
    const text = `${agent.name} uploaded a file.`;
    const entry = { action: "file.uploaded", thread: known.row.id, text };
    await writeLog(database, { business: agent.business, at: now(), agent: agent.id, ...entry });
    return context.json({ media: file.id }, 201);
  });

  /** A file that the business sent by its link, as it is kept here. */
  routes.for("agent", "GET", "/files/linked", async (context, { agent }) => {
    const message = await engine.message(readQuery(context, linkedQuery).message);
    const number = message && accounts.number(message.number);
    const medium = message?.direction === "out" ? mediaIn(message.content) : undefined;
    if (number?.business !== agent.business || message === undefined || medium?.source.kind !== "link") {
      throw notFound();
    }
    const kind = kindOf(message.content);
    const file = await media.fetchLink(number.id, medium.source.link, kind);
    const blob = await media.open(file.id);
    if (blob === undefined) throw notFound();
    const filename = medium.filename ?? file.filename;
    return fileResponse({ blob, type: file.type, filename }, context.req.header("range"));
  });

  routes.for("agent", "GET", "/files/:id", async (context, { agent }) => {
    const file = await media.find(pathPart(context, "id"));
    if (file === undefined || accounts.number(file.number)?.business !== agent.business) throw notFound();
    const blob = await media.open(file.id);
    if (blob === undefined) throw new InboxError(410, "gone", "This file is not kept any more.");
    return fileResponse({ ...file, blob }, context.req.header("range"));
  });
}

/** The name a file comes with, percent-encoded in a header: logs of a proxy keep addresses. @throws InboxError 400 */
function nameOf(header: string | undefined): string | undefined {
  if (header === undefined || header === "") return undefined;
  try {
    const name = fileName.safeParse(decodeURIComponent(header));
    if (name.success) return name.data;
  } catch (cause) {
    throw badRequest("The file's name is not well-formed.", cause);
  }
  throw badRequest("The file's name is too long.");
}

type LinkKind = "image" | "video" | "audio" | "document" | "sticker";

/** What kind of file a message shows. */
function kindOf(content: {
  readonly type: string;
  readonly interactive?: unknown;
  readonly rendered?: unknown;
}): LinkKind {
  const holder = (content.interactive ?? content.rendered) as { header?: { kind?: string } } | undefined;
  const kind = holder?.header?.kind ?? content.type;
  return kind === "image" || kind === "video" || kind === "audio" || kind === "sticker" ? kind : "document";
}
