import { utf8 } from "../bytes.ts";
import { SealError } from "../errors.ts";
import { KEY_BYTES, type KeyPair } from "../signing.ts";
import { Reader, Writer } from "../wire.ts";
import { openBase, sealBase } from "./hpke.ts";

const VERSION = 1;
const TAG_BYTES = 16;

/** What a sealed box adds to its plaintext: version, encapsulated key, tag. */
export const SEAL_OVERHEAD = 1 + KEY_BYTES + TAG_BYTES;

/** What a box is for. A box opens for the purpose it was sealed for, and for no other. */
export type SealPurpose = "sms-question" | "sms-quote" | "sms-outgoing" | "sms-copy" | "sms-incoming";

const NOTHING = new Uint8Array(0);

function infoOf(purpose: SealPurpose): Uint8Array {
  return utf8(`Culver 1.0 seal ${purpose}`);
}

/**
 * A sealed box: HPKE in base mode (RFC 9180), so it tells nobody who sealed it. The purpose is bound as HPKE's info,
 * `associated` as additional data of the AEAD: it is not in the box, and who opens must give the same.
 * The box is a version octet (1), the encapsulated key (32 bytes) and the ciphertext: `SEAL_OVERHEAD` bytes in all.
 *
 * @throws SealError for a public key that is no key.
 */
export async function sealTo(
  publicKey: Uint8Array,
  purpose: SealPurpose,
  plaintext: Uint8Array,
  associated: Uint8Array = NOTHING,
): Promise<Uint8Array> {
  if (publicKey.length !== KEY_BYTES) throw new SealError("public key is not 32 bytes");
  try {
    const sealed = await sealBase(publicKey, infoOf(purpose), associated, plaintext);
    return new Writer().u8(VERSION).fixed(sealed).done();
  } catch (cause) {
    throw new SealError("cannot seal to this key", { cause });
  }
}

/**
 * Opens a box of `sealTo`.
 *
 * @throws SealError when it is malformed, for another key, for another purpose, or bound to other associated data. Which of
 * these is not told apart.
 */
export async function openSealed(
  keyPair: KeyPair,
  purpose: SealPurpose,
  sealed: Uint8Array,
  associated: Uint8Array = NOTHING,
): Promise<Uint8Array> {
  if (sealed.length < SEAL_OVERHEAD) throw new SealError("truncated");
  try {
    const reader = new Reader(sealed);
    reader.version(VERSION);
    return await openBase(keyPair, infoOf(purpose), associated, sealed.subarray(1));
  } catch (cause) {
    throw new SealError("does not open", { cause });
  }
}
