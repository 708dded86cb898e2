import type { Interactive } from "../api.ts";
import { encodeValue } from "../store/values.ts";
import type { FileContent, MessageContent, OriginalMessage, Payload, PayloadContent } from "./payload.ts";
import { given } from "./rich/fields.ts";

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
    default:
      return {
        kind: content.kind,
        ...messageFields(content),
        ...(content.replyTo === undefined ? {} : { reply_to: { ...content.replyTo } }),
      };
  }
}

function messageFields(content: MessageContent): Record<string, unknown> {
  switch (content.kind) {
    case "text":
      return { text: content.text };
    case "attachment":
      return { ...fileFields(content), text: content.text };
    case "place":
      return { ...content.place };
    case "contacts":
      return { contacts: content.contacts };
    case "interactive":
      return interactiveFields(content.interactive);
    case "choice":
      return { choice: content.choice };
  }
}

function interactiveFields({ header, ...rest }: Interactive<FileContent>): Record<string, unknown> {
  if (header?.kind !== "attachment") return { ...rest, ...(header === undefined ? {} : { header }) };
  return { ...rest, header: { kind: "attachment", attachment: fileFields(header.attachment) } };
}

function originalFields(original: OriginalMessage): Record<string, unknown> {
  return {
    id: original.id,
    author: original.author,
    sent_at: original.sentAt,
    ...fieldsOf(original.content),
  };
}

function fileFields(file: FileContent): Record<string, unknown> {
  const { media, key, hash, size, name, type, shape, width, height, durationMs, preview, voice } = file;
  return {
    media,
    key,
    hash,
    size,
    name,
    type,
    shape,
    ...given("width", width),
    ...given("height", height),
    ...given("duration", durationMs),
    ...given("preview", preview),
    ...given("voice", voice),
  };
}
