import { isValidAccountId, isValidE164, isValidStanzaId } from "@culver/protocol";
import type { QuotedMessage } from "../api.ts";
import { decodeValue } from "../store/values.ts";
import { cleanLabel, cleanText } from "./clean-text.ts";
import { attachmentOf } from "./decode-attachment.ts";
import {
  MAX_PREVIEW,
  MAX_RESEND_IDS,
  MAX_TEXT,
  type MessageContent,
  type OriginalMessage,
  type Payload,
  type PayloadContent,
} from "./payload.ts";
import { isPlainCbor } from "./plain-cbor.ts";
import { choiceOf } from "./rich/choice.ts";
import { cardsOf } from "./rich/contact-card.ts";
import { goOn } from "./rich/fault.ts";
import { type Fields, isFields } from "./rich/fields.ts";
import { interactiveOf } from "./rich/interactive.ts";
import { placeOf } from "./rich/place.ts";
import { truncate } from "./text-limits.ts";

/** A decrypted payload that is not what docs/protocol.md describes. */
export class MalformedPayloadError extends Error {
  override readonly name = "MalformedPayloadError";
}

/** The last moment of a Date (ECMA-262 section 21.4.1.1). */
const MAX_TIME = 8.64e15;

/** Bytes; one has about 200. */
const MAX_CREDENTIAL = 1_024;

/** Reads an application payload. Unknown kinds become `unknown`. Throws MalformedPayloadError. */
export function decodePayload(bytes: Uint8Array): Payload {
  const fields = decodeFields(bytes);
  const from = fields.from;
  return {
    id: idOf(fields.id),
    sentAt: timeOf(fields.sent_at),
    ...(isFields(from) && isProfile(from)
      ? { from: { number: from.number, name: truncate(cleanLabel(from.name), 100) } }
      : {}),
    ...(fields.compact === true ? { compact: true } : {}),
    ...contentOf(fields, true),
  };
}

function decodeFields(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    if (isPlainCbor(bytes)) value = decodeValue(bytes);
  } catch (cause) {
    throw new MalformedPayloadError("the payload is no CBOR", { cause });
  }
  if (!isFields(value)) throw new MalformedPayloadError("the payload is no map");
  return value;
}

function contentOf(fields: Fields, outer: boolean): PayloadContent {
  switch (fields.kind) {
    case "text":
    case "attachment":
    case "place":
    case "contacts":
    case "interactive":
    case "choice": {
      const replyTo = quoteOf(fields.reply_to);
      return { ...messageOf(fields.kind, fields), ...(replyTo === undefined ? {} : { replyTo }) };
    }
    case "edit":
      return { kind: "edit", target: idOf(fields.target), text: textOf(fields.text) };
    case "delete":
      return { kind: "delete", target: idOf(fields.target) };
    case "react":
      return {
        kind: "react",
        target: idOf(fields.target),
        emoji: truncate(cleanLabel(textOf(fields.emoji)), 32),
      };
    case "resend-request":
      return { kind: "resend-request", ids: idsOf(fields.ids) };
    case "resend":
      // A resend holds a message, never another resend.
      return outer ? { kind: "resend", original: originalOf(fields.original) } : { kind: "unknown" };
    case "credential":
      return { kind: "credential", credential: credentialOf(fields.credential) };
    default:
      return { kind: "unknown" };
  }
}

/** A message that cannot be shown at all is malformed; of others, what cannot be shown is left out. */
function messageOf(kind: MessageContent["kind"], fields: Fields): MessageContent {
  switch (kind) {
    case "text":
      return { kind, text: textOf(fields.text) };
    case "attachment": {
      const file = needed(attachmentOf(fields), "an attachment cannot be fetched");
      return { kind, ...file, text: fields.text === undefined ? "" : textOf(fields.text) };
    }
    case "place":
      return { kind, place: needed(placeOf(fields, goOn), "a place is nowhere") };
    case "contacts": {
      const contacts = cardsOf(fields.contacts, goOn);
      return { kind, contacts: needed(contacts.length === 0 ? undefined : contacts, "contacts are missing") };
    }
    case "interactive": {
      const file = (value: unknown) => (isFields(value) ? attachmentOf(value) : undefined);
      return { kind, interactive: needed(interactiveOf(fields, goOn, file), "there is nothing to answer") };
    }
    case "choice":
      return { kind, choice: needed(choiceOf(fields.choice, goOn), "a choice is missing") };
  }
}

function needed<Value>(value: Value | undefined, fault: string): Value {
  if (value === undefined) throw new MalformedPayloadError(fault);
  return value;
}

function originalOf(value: unknown): OriginalMessage {
  if (!isFields(value)) throw new MalformedPayloadError("a resend needs an original");
  const author = value.author;
  if (typeof author !== "string" || !isValidAccountId(author))
    throw new MalformedPayloadError("an original needs an author");
  return { id: idOf(value.id), author, sentAt: timeOf(value.sent_at), content: contentOf(value, false) };
}

function quoteOf(value: unknown): QuotedMessage | undefined {
  if (!isFields(value)) return undefined;
  const { id, author, preview } = value;
  if (typeof id !== "string" || !isValidStanzaId(id)) return undefined;
  if (typeof author !== "string" || !isValidAccountId(author)) return undefined;
  return {
    id,
    author,
    preview: typeof preview === "string" ? truncate(cleanLabel(preview), MAX_PREVIEW) : "",
  };
}

function isProfile(value: Fields): value is { number: string; name: string } {
  return typeof value.number === "string" && isValidE164(value.number) && typeof value.name === "string";
}

function credentialOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array && value.length <= MAX_CREDENTIAL) return value.slice();
  throw new MalformedPayloadError("a credential is missing");
}

function idOf(value: unknown): string {
  if (typeof value === "string" && isValidStanzaId(value)) return value;
  throw new MalformedPayloadError("an id is missing");
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) throw new MalformedPayloadError("ids are missing");
  return value.slice(0, MAX_RESEND_IDS).map(idOf);
}

function timeOf(value: unknown): number {
  const time = typeof value === "bigint" ? Number(value) : value;
  if (typeof time === "number" && time >= 0 && time <= MAX_TIME) return time;
  throw new MalformedPayloadError("a time is missing");
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new MalformedPayloadError("a text is missing");
  return truncate(cleanText(value), MAX_TEXT);
}
