import { type E164, isValidE164 } from "../address/e164.ts";

/** Sealed to the gateway: what does it cost, and how will it be written. */
export interface SmsQuestion {
  readonly to: E164;
}

/** The answer, sealed to the device. */
export interface SmsQuote {
  /** Why this number cannot be written to, as a reason of `<refused/>`. */
  readonly refused?: string;
  /** Per segment, in hundredths of `currency`. */
  readonly cost?: number;
  readonly currency?: string;
  /** How the carrier wants its text: TextOptions of sms/text. */
  readonly text?: Readonly<Record<string, unknown>>;
  /** The number it will come from, once there is one for this phone. */
  readonly from?: string;
}

/** Sealed to the gateway: a text to a phone. */
export interface SmsOutgoing {
  /** The same as of `<send/>`: one seal cannot be moved to another text. */
  readonly id: string;
  readonly to: E164;
  readonly text: string;
}

/** Sealed to each device: a text from a phone. */
export interface SmsIncoming {
  readonly id: string;
  readonly from: string;
  /** The number of the pool it was sent to. */
  readonly to: string;
  readonly text: string;
  /** With STOP, START and the like: whether the phone takes no more texts from `to`. */
  readonly optedOut?: boolean;
}

/** What is inside a seal: JSON in UTF-8. */
export function encodeSmsContent(content: SmsQuestion | SmsQuote | SmsOutgoing | SmsIncoming): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}

/** Bytes of a seal that do not hold what they should. Names no content. */
export class SmsContentError extends Error {
  override readonly name = "SmsContentError";
}

/** Characters a text to a phone may have; carriers number at most 255 parts. */
export const MAX_SMS_TEXT = 10_000;

/** @throws SmsContentError */
export function decodeSmsQuestion(bytes: Uint8Array): SmsQuestion {
  return { to: phone(fields(bytes), "to") };
}

/** @throws SmsContentError */
export function decodeSmsOutgoing(bytes: Uint8Array): SmsOutgoing {
  const found = fields(bytes);
  const text = string(found, "text");
  if (text === "" || text.length > MAX_SMS_TEXT) throw new SmsContentError("text is empty or too long");
  return { id: string(found, "id"), to: phone(found, "to"), text };
}

/** @throws SmsContentError */
export function decodeSmsIncoming(bytes: Uint8Array): SmsIncoming {
  const found = fields(bytes);
  const { optedOut } = found;
  return {
    id: string(found, "id"),
    from: string(found, "from"),
    to: string(found, "to"),
    text: string(found, "text"),
    ...(typeof optedOut === "boolean" && { optedOut }),
  };
}

/** Fields of the wrong type are left out. @throws SmsContentError */
export function decodeSmsQuote(bytes: Uint8Array): SmsQuote {
  const { refused, cost, currency, text, from } = fields(bytes);
  return {
    ...(typeof refused === "string" && { refused }),
    ...(typeof cost === "number" && Number.isFinite(cost) && { cost }),
    ...(typeof currency === "string" && { currency }),
    ...(typeof text === "object" && text !== null && { text: text as Record<string, unknown> }),
    ...(typeof from === "string" && { from }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fields(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SmsContentError("not JSON in UTF-8", { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new SmsContentError("not an object");
}

function string(found: Fields, name: string): string {
  const value = found[name];
  if (typeof value === "string") return value;
  throw new SmsContentError(`${name} is missing`);
}

function phone(found: Fields, name: string): E164 {
  const value = string(found, name);
  if (isValidE164(value)) return value;
  throw new SmsContentError(`${name} is not in E.164 form`);
}
