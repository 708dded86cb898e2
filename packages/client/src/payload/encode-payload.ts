import { encodeValue } from "../store/values.ts";
import type { AttachmentContent, OriginalMessage, Payload, PayloadContent } from "./payload.ts";

/** Encodes an application payload as CBOR. */
export function encodePayload(payload: Payload): Uint8Array {
  return encodeValue({
    v: 1,
    id: payload.id,
    sent_at: payload.sentAt,
    ...(payload.from === undefined ? {} : { from: { ...payload.from } }),
    ...(payload.compact === true ? { compact: true } : {}),
    ...fieldsOf(payload),
  });
}

function fieldsOf(content: PayloadContent): Record<string, unknown> {
  switch (content.kind) {
    case "text":
      return {
        kind: "text",
        text: content.text,
        ...(content.replyTo === undefined ? {} : { reply_to: { ...content.replyTo } }),
      };
    case "attachment":
      return attachmentFields(content);
    case "edit":
      return { kind: "edit", target: content.target, text: content.text };
    case "delete":
      return { kind: "delete", target: content.target };
    case "react":
      return { kind: "react", target: content.target, emoji: content.emoji };
    case "resend-request":
      return { kind: "resend-request", ids: [...content.ids] };
    case "resend":
      return { kind: "resend", original: originalFields(content.original) };
    case "credential":
      return { kind: "credential", credential: content.credential };
    case "unknown":
      return { kind: "unknown" };
  }
}

function originalFields(original: OriginalMessage): Record<string, unknown> {
  return {
    id: original.id,
    author: original.author,
    sent_at: original.sentAt,
    ...fieldsOf(original.content),
  };
}

function attachmentFields(content: AttachmentContent): Record<string, unknown> {
  const { durationMs, replyTo, ...rest } = content;
  return {
    ...rest,
    ...(durationMs === undefined ? {} : { duration: durationMs }),
    ...(replyTo === undefined ? {} : { reply_to: { ...replyTo } }),
  };
}
