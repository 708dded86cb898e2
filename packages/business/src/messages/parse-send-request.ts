import type { CountryCode } from "libphonenumber-js/min";
import { z } from "zod";
import { GraphError } from "../graph/graph-error.ts";
import { parsePhone } from "../graph/phone.ts";
import { type MessageType, messageTypes } from "./content.ts";
import { contentSchemas } from "./content-schemas.ts";
import { type BodyForm, decodeForm } from "./form.ts";
import { check } from "./issues.ts";
import { keyword, someWords, unpacked, words } from "./lenient.ts";
import { defaultMessageLimits, type MessageLimits } from "./limits.ts";
import { isPlainObject, type PlainObject, plainJson } from "./plain-json.ts";
import type { Recipient, SendRequest } from "./request.ts";

/** How requests are read. */
export interface ParseOptions {
  readonly limits?: MessageLimits;
  /** The business's country, ISO 3166: `to` without "+" may be as dialled there. */
  readonly country?: CountryCode;
}

/**
 * Reads the body of POST /{phone-id}/messages (section 3): a message to send, or a message to mark as read.
 * @param body parsed JSON; of a form its text, URLSearchParams, or fields by name.
 * @throws GraphError of section 6, and nothing else whatever the body is.
 */
export function parseSendRequest(body: unknown, form: BodyForm, options: ParseOptions = {}): SendRequest {
  const { limits = defaultMessageLimits } = options;
  const held = plainJson(form === "json" ? body : decodeForm(body));
  if (!isPlainObject(held)) throw new GraphError(100, { details: "The body must be an object." });
  requireProduct(held);
  if (held.status !== undefined) return parseRead(held);

  const type = messageType(held);
  const recipient = parseRecipient(held, options.country);
  // Looked up before the content: a context or callback that is wrong says so whatever the type.
  const quotes = check(contextSchema, held.context, "context")?.message_id;
  const opaque = held.biz_opaque_callback_data;
  const callbackData =
    opaque === undefined ? undefined : check(words(limits.callbackData), opaque, "biz_opaque_callback_data");
  const content = check(contentSchemas(limits)[type], held[type], type);
  return {
    kind: "message",
    recipient,
    content,
    ...(quotes !== undefined && { quotes }),
    ...(callbackData && { callbackData }),
  };
}

// A schema costs many times what checking by it does: those of every message are made once.
const idSchema = someWords(512);
const typeSchema = someWords(64);
const recipientTypeSchema = keyword(["individual", "group"]).optional();
const userIdSchema = someWords(160);
const toSchema = someWords(128);
const contextSchema = unpacked(z.object({ message_id: someWords(512) })).optional();

/** The one thing whose absence Graph words with code 100. */
function requireProduct({ messaging_product: product }: PlainObject): void {
  if (product === undefined)
    throw new GraphError(100, { details: "The parameter messaging_product is required." });
  if (typeof product !== "string" || product.toLowerCase() !== "whatsapp") {
    throw new GraphError(100, { details: "Param messaging_product must be one of {WHATSAPP}." });
  }
}

/** Mark as read, perhaps with a typing indicator (section 3). */
function parseRead({ status, message_id, typing_indicator }: PlainObject): SendRequest {
  if (typeof status !== "string" || status.toLowerCase() !== "read") {
    throw new GraphError(131009, { details: "Param status must be one of {READ}." });
  }
  const messageId = check(idSchema, message_id, "message_id");
  const typing = check(typingSchema, typing_indicator, "typing_indicator");
  return { kind: "read", messageId, isTyping: typing !== undefined };
}

const typingSchema = unpacked(z.object({ type: keyword(["text"]) })).optional();

const TYPES: ReadonlySet<string> = new Set(messageTypes);

const isMessageType = (type: string): type is MessageType => TYPES.has(type);

/** Without a type it is a text, or what the only object there is says: Meta's own examples have such a request. */
function messageType(held: PlainObject): MessageType {
  if (held.type === undefined) {
    const given = Object.keys(held).filter(isMessageType);
    return (given.length === 1 && given[0]) || "text";
  }
  const type = check(typeSchema, held.type, "type").trim().toLowerCase();
  if (isMessageType(type)) return type;
  throw new GraphError(131051, {
    details: `Param type must be one of {${[...TYPES].join(", ").toUpperCase()}}.`,
  });
}

/** `to`, by `recipient_type`, or `recipient`. */
function parseRecipient(held: PlainObject, country: CountryCode | undefined): Recipient {
  const type = check(recipientTypeSchema, held.recipient_type, "recipient_type");
  if (held.to === undefined && held.recipient !== undefined) {
    const userId = check(userIdSchema, held.recipient, "recipient").trim();
    if (/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(userId)) return { kind: "user", userId };
    throw new GraphError(131009, { details: "Param recipient must be a user ID." });
  }
  const to = check(toSchema, held.to, "to");
  return type === "group"
    ? { kind: "group", groupId: to.trim() }
    : { kind: "phone", phone: parsePhone(to, country) };
}
