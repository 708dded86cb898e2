import { MalformedError, MembershipError } from "../errors.ts";
import { Reader, Writer } from "../wire.ts";

const VERSION = 1;

/**
 * What a message says of itself inside the encryption: a version octet, the sender's leaf, the payload. The sender signs
 * it with the rest; ts-mls does not tell who sent a message, so what is recovered from the header is checked against it
 * (DESIGN rule 5).
 */
export function encodeFrame(leaf: number, payload: Uint8Array): Uint8Array {
  return new Writer().u8(VERSION).u8(leaf).fixed(payload).done();
}

/** @throws MalformedError, or MembershipError when the frame names another leaf. */
export function openFrame(frame: Uint8Array, leaf: number): Uint8Array {
  if (frame.length < 2) throw new MalformedError("truncated");
  const reader = new Reader(frame);
  reader.version(VERSION);
  if (reader.u8() !== leaf) throw new MembershipError("message names another sender than its header");
  return frame.slice(2);
}
