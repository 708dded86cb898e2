import { openSealed, SealError, type SealPurpose } from "@culver/crypto/sealed";
import {
  decodeSmsOutgoing,
  decodeSmsQuestion,
  type SealedToGateway,
  SmsContentError,
  type SmsOutgoing,
  type SmsQuestion,
  StanzaError,
  smsRefusal,
} from "@culver/protocol";
import type { Keyring } from "./keyring.ts";

/** @throws StanzaError: unknown-key, not-a-number, bad-request. */
export async function openQuestion(keyring: Keyring, question: SealedToGateway): Promise<SmsQuestion> {
  return decoded(decodeSmsQuestion, await open(keyring, question, "sms-question"));
}

/** The text, bound to the id it was sent under. @throws StanzaError: unknown-key, not-a-number, bad-request. */
export async function openOutgoing(
  keyring: Keyring,
  text: SealedToGateway,
  id: string,
): Promise<SmsOutgoing> {
  const associated = new TextEncoder().encode(id);
  const outgoing = decoded(decodeSmsOutgoing, await open(keyring, text, "sms-outgoing", associated));
  if (outgoing.id === id) return outgoing;
  throw new StanzaError("bad-request", "the seal is of another text");
}

async function open(
  keyring: Keyring,
  { key, sealed }: SealedToGateway,
  purpose: SealPurpose,
  associated?: Uint8Array,
): Promise<Uint8Array> {
  const pair = await keyring.find(key);
  if (pair === undefined) throw smsRefusal("unknown-key");
  try {
    return await openSealed(pair, purpose, sealed, associated);
  } catch (error) {
    // Perhaps the key of another time under the same number: to seal again is right in either case.
    if (error instanceof SealError) throw smsRefusal("unknown-key");
    throw error;
  }
}

function decoded<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return decode(bytes);
  } catch (error) {
    throw error instanceof SmsContentError ? refusalOf(bytes, error) : error;
  }
}

function refusalOf(bytes: Uint8Array, cause: SmsContentError): StanzaError {
  try {
    decodeSmsQuestion(bytes);
  } catch {
    return smsRefusal("not-a-number");
  }
  return new StanzaError("bad-request", "the seal does not hold what it should", { cause });
}
