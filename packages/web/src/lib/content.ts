import type { Attachment, MessageBody } from "@culver/client";

/** What a person has sent, in contrast to what stands for it or beside it. */
export type Content = Extract<
  MessageBody,
  { kind: "text" | "attachment" | "place" | "contacts" | "interactive" | "choice" }
>;

export function isContent(body: MessageBody): body is Content {
  return body.kind !== "deleted" && body.kind !== "undecryptable" && body.kind !== "notice";
}

/** The file a message came with: by itself, or above a message with buttons. */
export function fileOf(body: MessageBody): Attachment | undefined {
  if (body.kind === "attachment") return body.attachment;
  if (body.kind !== "interactive") return undefined;
  const { header } = body.interactive;
  return header?.kind === "attachment" ? header.attachment : undefined;
}
