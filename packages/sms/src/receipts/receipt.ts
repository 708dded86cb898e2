import type { Pdu } from "../smpp/pdu.ts";
import { decodeLatin1, decodeUcs2 } from "../text/index.ts";
import { formatReceiptDate, parseReceiptDate } from "./dates.ts";
import { codesOf, type MessageState, stateOfCode, stateOfStat } from "./receipt-states.ts";

/** A delivery receipt, from its text and optional parameters (SMPP 3.4 appendix B). */
export interface DeliveryReceipt {
  /** As the carrier wrote it; compare with `sameMessageId`. */
  readonly messageId: string;
  readonly state: MessageState;
  /** The carrier's or network's error, "000" for none. */
  readonly error?: string;
  /** Milliseconds since 1970. */
  readonly submittedAt?: number;
  readonly doneAt?: number;
}

/** esm_class says the deliver_sm is a receipt: final, or an intermediate notification (section 5.2.12). */
export function isReceipt(esmClass: number): boolean {
  return (esmClass & 0x04) !== 0 || (esmClass & 0x20) !== 0;
}

/** The labels of appendix B, and other spellings that carriers use. */
const labels =
  /\b(?:(id|message[ _-]?id|msg[ _-]?id)|(sub)|(dlvrd)|(submit[ _-]?date)|(done[ _-]?date)|(stat(?:us)?)|(err(?:or)?(?:[ _-]?code)?)|(te?xt))\s*[:=]/gi;
/** Either shows that a text is a receipt. */
const labelled = /(?:\b|_|message|msg)(?:id|stat(?:us)?)\s*[:=]/i;
const labelNames = ["id", "sub", "dlvrd", "submit date", "done date", "stat", "err", "text"] as const;

/** The labelled values of a receipt's text, whatever their order; what follows text: is left out. */
function parseLabels(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const found = [...text.matchAll(labels)];
  for (const [index, match] of found.entries()) {
    const label = labelNames[match.slice(1).findIndex((group) => group !== undefined)] ?? "text";
    if (label === "text") break;
    const start = match.index + match[0].length;
    const value = text.slice(start, found[index + 1]?.index).replace(/^["'\s]+|["',;&|\s\0]+$/g, "");
    if (!values.has(label)) values.set(label, value);
  }
  return values;
}

/**
 * Receipt text in any data_coding. Carriers write it in ASCII whatever they label it, so that an underscore in an
 * id is 0x5F and no GSM-7 section sign; those that do transcode send 0x11 and 0x02, which ASCII has no use for.
 * The labels tell it from UCS-2.
 */
function receiptText(octets: Uint8Array): string {
  const ascii = decodeLatin1(octets).replaceAll("\x11", "_").replaceAll("\x02", "$");
  return labelled.test(ascii) ? ascii : decodeUcs2(octets);
}

/** What a receipt says, even if it names no message. */
export interface ReceiptContent extends Omit<DeliveryReceipt, "messageId"> {
  /** Ids it may mean, most trusted first: receipted_message_id, then the text's. */
  readonly messageIds: readonly string[];
}

/** Reads the receipt in a deliver_sm; undefined when it names no message. */
export function parseReceipt(pdu: Pdu<"deliver_sm">): DeliveryReceipt | undefined {
  const { messageIds, ...rest } = readReceipt(pdu);
  const [messageId] = messageIds;
  return messageId ? { messageId, ...rest } : undefined;
}

/** Reads the receipt in a deliver_sm or data_sm, in its text and in its optional parameters. */
export function readReceipt({ body, tlvs }: Pdu<"deliver_sm"> | Pdu<"data_sm">): ReceiptContent {
  const short = "shortMessage" in body ? body.shortMessage : undefined;
  const octets = short && short.length > 0 ? short : tlvs.messagePayload;
  const values = parseLabels(octets ? receiptText(octets) : "");
  const ids = [tlvs.receiptedMessageId, values.get("id")].filter((id) => id !== undefined && id !== "");
  const stat = values.get("stat");
  const state =
    tlvs.messageState !== undefined ? stateOfCode(tlvs.messageState) : stat ? stateOfStat(stat) : "unknown";
  // A code and no more: some carriers go on with the message's text, whatever the label before it.
  const error = /^[A-Za-z0-9_.:-]{1,16}/.exec(values.get("err") ?? "")?.[0];
  const submittedAt = parseReceiptDate(values.get("submit date") ?? "");
  const doneAt = parseReceiptDate(values.get("done date") ?? "");
  return {
    messageIds: [...new Set(ids as string[])],
    state,
    ...(error ? { error } : {}),
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(doneAt === undefined ? {} : { doneAt }),
  };
}

/** The text of a receipt, in the order and spelling most carriers use. Carries none of the message's text. */
export function formatReceipt(receipt: DeliveryReceipt): string {
  const { messageId, state, error = "000", submittedAt = 0, doneAt = submittedAt } = receipt;
  const delivered = state === "delivered" ? "001" : "000";
  return [
    `id:${messageId} sub:001 dlvrd:${delivered}`,
    `submit date:${formatReceiptDate(submittedAt)} done date:${formatReceiptDate(doneAt)}`,
    `stat:${codesOf(state).stat} err:${error} text:`,
  ].join(" ");
}
