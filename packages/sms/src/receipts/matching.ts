import type { CarrierReceipt } from "../carrier/port.ts";
import type { PartPlace } from "../queue/message-index.ts";
import type { PartProgress } from "../queue/progress.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { messageIdForms, plainId } from "./message-ids.ts";

/** Every form of every id of a receipt, to be compared with the plain form of an answer. */
export function receiptForms({ messageIds }: Pick<CarrierReceipt, "messageIds">): readonly string[] {
  return [...new Set(messageIds.flatMap(messageIdForms))];
}

/** The phone of a receipt in the forms a message may have it. */
export function phoneForms(phone: string | undefined): readonly string[] {
  if (!phone) return [];
  const digits = phone.replace(/\D/g, "").replace(/^00/, "");
  return digits === "" ? [] : [`+${digits}`];
}

/** A part that a carrier has, or may have, and for which no receipt came. */
export const isPending = (part: PartProgress, carrier: string): boolean =>
  part.carrier === carrier && (part.state === "accepted" || part.state === "submitted");

/** Whether the receipt's addresses contradict the message. What it leaves out contradicts nothing. */
export function contradicts({ phone, sender }: CarrierReceipt, { content }: QueuedMessage): boolean {
  return (
    (phone !== undefined && !sameAddress(phone, content.to)) ||
    (!!sender && !sameAddress(sender, content.from))
  );
}

/** National and international forms of a number end alike. */
function sameAddress(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.replace(/\D/g, "").slice(-7));
  if (left && right && left.length >= 5) return left === right;
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Parts of one message, the one meant first: with a matching id, else the earliest. */
export function partOf(
  message: QueuedMessage,
  carrier: string,
  forms: readonly string[],
): PartPlace | undefined {
  const pending = [...message.progress.parts.entries()].filter(([, part]) => isPending(part, carrier));
  const named = pending.find(([, { answer }]) => answer !== undefined && forms.includes(plainId(answer)));
  const [part] = named ?? pending[0] ?? [];
  return part === undefined ? undefined : { message, part };
}

/** Of several parts the one submitted nearest to the time the receipt names; without a time, the earliest. */
export function nearest(
  places: readonly PartPlace[],
  submittedAt: number | undefined,
): PartPlace | undefined {
  const timeOf = ({ message, part }: PartPlace) => message.progress.parts[part]?.submittedAt ?? 0;
  // Receipts count in minutes or seconds: within a minute the order of submission decides.
  const distance = (place: PartPlace) =>
    submittedAt === undefined ? 0 : Math.floor(Math.abs(timeOf(place) - submittedAt) / 60_000);
  return [...places].sort(
    (a, b) =>
      distance(a) - distance(b) || timeOf(a) - timeOf(b) || a.message.seq - b.message.seq || a.part - b.part,
  )[0];
}
