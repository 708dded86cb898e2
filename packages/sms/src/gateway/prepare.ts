import { randomUUID } from "node:crypto";
import { encodeBody } from "../queue/encode.ts";
import { destinationAddress, sourceAddress } from "../smpp/address.ts";
import type { Segment, TextOptions } from "../text/index.ts";
import type { SmsMessage } from "./message.ts";

const DAY_SECONDS = 86_400;
const MAX_VALIDITY_SECONDS = 7 * DAY_SECONDS;
const CODE_VALIDITY_SECONDS = 600;
const MAX_ID = 128;

/** The message has an id that cannot be kept. */
export class SmsIdError extends Error {
  override readonly name = "SmsIdError";
}

/** A message that was looked at: it can be sent as far as that can be known. */
export interface Prepared {
  readonly id: string;
  readonly validUntil: number;
  /** One that holds no reference can be submitted as it is. */
  readonly segments: readonly Segment[];
}

/** @throws AddressError, TextTooLongError, SmsIdError */
export function prepare(message: SmsMessage, options: TextOptions, now: number): Prepared {
  destinationAddress(message.to);
  sourceAddress(message.from);
  const { id = randomUUID() } = message;
  if (id === "" || id.length > MAX_ID) throw new SmsIdError(`an id has 1 to ${MAX_ID} characters`);
  const segments = encodeBody(message, 0, options);
  const usual = message.purpose === "code" ? CODE_VALIDITY_SECONDS : DAY_SECONDS;
  const seconds = Math.min(MAX_VALIDITY_SECONDS, Math.max(1, message.validitySeconds ?? usual));
  return { id, validUntil: now + Math.round(seconds * 1000), segments };
}
