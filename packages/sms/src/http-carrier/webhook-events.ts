import { z } from "zod";
import type { CarrierIncoming, CarrierReceipt } from "../carrier/port.ts";
import { stateOfStatus } from "./status-states.ts";
import type { WebhookFields } from "./webhook-fields.ts";

const sid = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
/** A number, a short code, or a name. */
const party = z.string().regex(/^(\+?\d{2,15}|[\x20-\x7e]{1,11})$/);
const code = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/)
  .optional()
  .catch(undefined);

const MAX_MEDIA = 10;

const incoming = z.object({
  MessageSid: sid,
  From: party,
  To: party,
  Body: z.string().max(20_000).default(""),
  NumMedia: z.coerce.number().int().min(0).max(MAX_MEDIA).catch(0),
});
const status = z.union([
  z.object({ MessageSid: sid, MessageStatus: z.string().max(32), ErrorCode: code }),
  z
    .object({ CallSid: sid, CallStatus: z.string().max(32), ErrorCode: code })
    .transform(({ CallSid, CallStatus, ErrorCode }) => ({
      MessageSid: CallSid,
      MessageStatus: CallStatus,
      ErrorCode,
    })),
]);

/** A text as a webhook brings it; `id` is the carrier's, the same when it is brought again. */
export type HttpIncoming = CarrierIncoming & { readonly id: string };

/** Undefined for fields that are no incoming message. Media come as links of the carrier's, a line each. */
export function incomingOf(fields: WebhookFields): HttpIncoming | undefined {
  const { success, data } = incoming.safeParse(fields);
  if (!success) return undefined;
  const links = Array.from({ length: data.NumMedia }, (_, index) => fields[`MediaUrl${index}`] ?? "");
  const lines = [data.Body, ...links.filter((link) => /^https:\/\/\S{1,2000}$/.test(link))];
  const text = lines.filter((line) => line !== "").join("\n");
  return { id: data.MessageSid, from: data.From, to: data.To, body: { kind: "text", text } };
}

/**
 * Undefined for fields that are no status.
 * @param reference the message's own, which came back in the URL.
 */
export function receiptOf(
  fields: WebhookFields,
  reference: number | undefined,
): CarrierReceipt | "nothing new" | undefined {
  const { success, data } = status.safeParse(fields);
  if (!success) return undefined;
  const state = stateOfStatus(data.MessageStatus);
  if (state === undefined) return "nothing new";
  return {
    messageIds: [data.MessageSid],
    reference,
    phone: party.safeParse(fields.To).data,
    sender: party.safeParse(fields.From).data,
    state,
    code: data.ErrorCode,
    submittedAt: undefined,
    doneAt: undefined,
  };
}
