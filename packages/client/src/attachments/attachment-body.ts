import type { Attachment, MessageBody, Transfer } from "../api.ts";
import type { AttachmentContent } from "../payload/payload.ts";

export type AttachmentBody = Extract<MessageBody, { kind: "attachment" }>;

/** How a file's message is shown. */
export function attachmentBody(
  content: Omit<AttachmentContent, "media" | "key" | "hash">,
  transfer: Transfer,
): AttachmentBody {
  const { shape, name, type, size, width, height, durationMs, preview, text } = content;
  const attachment: Attachment = {
    kind: shape,
    name,
    type,
    size,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(preview === undefined ? {} : { preview }),
    transfer,
  };
  return { kind: "attachment", attachment, text };
}

export function withTransfer(body: AttachmentBody, transfer: Transfer): AttachmentBody {
  return { ...body, attachment: { ...body.attachment, transfer } };
}

/** What goes out: how it is shown, and what it takes to fetch it. */
export function attachmentContent(
  { attachment, text }: AttachmentBody,
  reach: Pick<AttachmentContent, "media" | "key" | "hash">,
): AttachmentContent {
  const { kind: shape, transfer: _transfer, ...rest } = attachment;
  return { kind: "attachment", shape, ...rest, ...reach, text };
}
