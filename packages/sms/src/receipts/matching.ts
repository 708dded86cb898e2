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
export function contradicts(receipt: CarrierReceipt, message: QueuedMessage): boolean {
  const { sender } = receipt;
  return isOfOtherPhone(receipt, message) || (!!sender && !sameAddress(sender, message.content.from));
}

function isOfOtherPhone({ phone }: CarrierReceipt, { content }: QueuedMessage): boolean {
  return phone !== undefined && !sameAddress(phone, content.to);
}

/** Something that a receipt may mean by an id. */
export interface NamedBy<T> {
  readonly value: T;
  readonly message: QueuedMessage;
  /** The carrier's id in its answer. */
  readonly answer: string | undefined;
  readonly receipt: CarrierReceipt;
}

/** Those that are meant, and whether by the id as it is or in another notation. */
export interface Naming<T> {
  readonly values: readonly T[];
  readonly isOtherNotation: boolean;
}

/**
 * Which of those with an id in some notation are meant. One string can be an id in decimal and another in hexadecimal:
 * the phone decides, then the notation this carrier had before, at first the id as it is.
 */
export function meant<T>(candidates: readonly NamedBy<T>[], usesOtherNotation: boolean): Naming<T> {
  const isNamed = ({ answer, receipt }: NamedBy<T>) =>
    answer !== undefined && receipt.messageIds.some((id) => plainId(id) === plainId(answer));
  const named = candidates.filter(isNamed);
  const fits = ({ receipt, message }: NamedBy<T>) => !isOfOtherPhone(receipt, message);
  const namedAndFitting = { found: named.filter(fits), isOtherNotation: false };
  const guessed = {
    found: candidates.filter((each) => fits(each) && !isNamed(each)),
    isOtherNotation: true,
  };
  const order = usesOtherNotation
    ? [guessed, namedAndFitting]
    : // Some carriers write a phone in a way that is not ours.
      [namedAndFitting, guessed, { found: named, isOtherNotation: false }];
  const { found, isOtherNotation } = order.find((each) => each.found.length > 0) ?? namedAndFitting;
  return { values: found.map(({ value }) => value), isOtherNotation };
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

/** This part, and those that the same submission carried: one receipt means them all. */
export function partsTogether({ progress }: QueuedMessage, part: number, carrier: string): readonly number[] {
  const own = progress.parts[part];
  if (!own?.together) return [part];
  return [...progress.parts.entries()]
    .filter(([, other]) => other.together && other.answer === own.answer && isPending(other, carrier))
    .map(([index]) => index);
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
