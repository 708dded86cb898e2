import type { MessageState } from "./receipt-states.ts";

/** Why a network did not deliver, and whether another carrier could. */
interface NetworkError {
  readonly words: string;
  /** It is the number that cannot be reached, by whatever way. */
  readonly atPhone: boolean;
}

/** GSM MAP and TS 24.011 causes as carriers write them in receipts, in the numbering most of them share. */
const errors: Readonly<Record<string, NetworkError>> = {
  "001": { words: "the number does not exist", atPhone: true },
  "005": { words: "the number is not known in its network", atPhone: true },
  "006": { words: "the phone is switched off or out of reach", atPhone: true },
  "008": { words: "the network barred the message", atPhone: false },
  "009": { words: "the number may not be used any more", atPhone: true },
  "010": { words: "the owner of the number barred messages", atPhone: true },
  "011": { words: "the number has no SMS service", atPhone: true },
  "012": { words: "the phone is a different one than the network expects", atPhone: true },
  "013": { words: "the owner of the number barred messages", atPhone: true },
  "021": { words: "the network does not offer SMS", atPhone: false },
  "022": { words: "the phone refused the message", atPhone: true },
  "027": { words: "the phone is switched off or out of reach", atPhone: true },
  "028": { words: "the number is not known in its network", atPhone: true },
  "029": { words: "the phone does not take messages", atPhone: true },
  "031": { words: "the phone is busy receiving", atPhone: true },
  "032": { words: "the phone's memory is full", atPhone: true },
  "034": { words: "the network failed", atPhone: false },
  "040": { words: "the phone's memory is full", atPhone: true },
};

const states: Readonly<Record<MessageState, string>> = {
  scheduled: "the carrier holds the message for later",
  enroute: "the message is on its way",
  delivered: "the message was delivered",
  expired: "the phone could not be reached in time",
  deleted: "the carrier deleted the message",
  undeliverable: "the message could not be delivered",
  accepted: "the carrier has the message",
  unknown: "the carrier does not know what became of the message",
  rejected: "the carrier or the phone rejected the message",
};

const normal = (code: string): string => code.replace(/^0+(?=.)/, "").padStart(3, "0");

/** A receipt's state and code in words for a person. */
export function receiptWords(state: MessageState, code: string | undefined): string {
  const known = code === undefined ? undefined : errors[normal(code)];
  if (state === "delivered" || !known) return states[state];
  return `${states[state]}: ${known.words}`;
}

/** Whether another carrier could succeed where a receipt says one did not. */
export function mayGoElsewhere(state: MessageState, code: string | undefined): boolean {
  if (state === "deleted") return false;
  return code === undefined || errors[normal(code)]?.atPhone !== true;
}
