import type { Attachment, MessageBody, Transfer } from "../api.ts";
import type { FileContent } from "../payload/payload.ts";
import type { AttachmentRecord } from "../records/attachment-record.ts";

/** What it takes to fetch a file, beside what is shown of it. */
export type Reach = Pick<FileContent, "media" | "key" | "hash">;

/** How a file is shown. */
export function attachmentView(content: Omit<FileContent, keyof Reach>, transfer: Transfer): Attachment {
  const { shape, name, type, size, width, height, durationMs, preview, voice } = content;
  return {
    kind: shape,
    name,
    type,
    size,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(preview === undefined ? {} : { preview }),
    ...(voice === undefined ? {} : { voice }),
    transfer,
  };
}

/** The file of a message, of whichever kind: a message has one at most. */
export function fileIn(body: MessageBody): Attachment | undefined {
  if (body.kind === "attachment") return body.attachment;
  if (body.kind !== "interactive") return undefined;
  const { header } = body.interactive;
  return header?.kind === "attachment" ? header.attachment : undefined;
}

/** The same message with its file elsewhere. */
export function withTransfer(body: MessageBody, transfer: Transfer): MessageBody {
  if (body.kind === "attachment") return { ...body, attachment: { ...body.attachment, transfer } };
  if (body.kind !== "interactive" || body.interactive.header?.kind !== "attachment") return body;
  const { header } = body.interactive;
  const attachment = { ...header.attachment, transfer };
  return { ...body, interactive: { ...body.interactive, header: { ...header, attachment } } };
}

/** What goes out of a file: how it is shown, and what it takes to fetch it. */
export function fileContent(attachment: Attachment, { media, key, hash }: Reach): FileContent {
  const { kind: shape, transfer: _transfer, ...rest } = attachment;
  return { shape, ...rest, media, key, hash };
}

/** Undefined before the file is on the server. */
export function reachOf(record: AttachmentRecord | undefined): Reach | undefined {
  if (record?.media === undefined) return undefined;
  const { key, hash, media } = record;
  return { key, hash, media };
}
