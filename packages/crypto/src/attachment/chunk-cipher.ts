import { utf8 } from "../bytes.ts";
import { AttachmentError } from "../errors.ts";
import { chunkCount } from "./size.ts";

export const ATTACHMENT_KEY_BYTES = 32;
export const ATTACHMENT_HASH_BYTES = 32;
const PREFIX_BYTES = 7;
/** Also the version: another format would derive other keys. */
const INFO = utf8("Culver 1.0 attachment");

/** Encrypts and opens the chunks of one file. */
export interface ChunkCipher {
  seal(index: number, plaintext: Uint8Array): Promise<Uint8Array>;
  /** @throws AttachmentError `chunk` for one that was changed, moved, or is the last and should not be. */
  open(index: number, sealed: Uint8Array): Promise<Uint8Array>;
}

/** A key for one file, and for no second one: nonces are counted from zero. */
export function generateAttachmentKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(ATTACHMENT_KEY_BYTES));
}

/**
 * AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption, 2015): the
 * nonce is a prefix (7 octets), the chunk's index (32 bits) and an octet that is 1 for the last chunk. AES key and prefix come
 * from the file's key by HKDF-SHA256, so that the same file under the same key is the same ciphertext: an upload goes on
 * after a crash without the ciphertext having been kept.
 */
export async function chunkCipher(key: Uint8Array, size: number): Promise<ChunkCipher> {
  if (key.length !== ATTACHMENT_KEY_BYTES)
    throw new AttachmentError("key is not 32 bytes", { reason: "parameters" });
  const last = chunkCount(size) - 1;
  const material = await crypto.subtle.importKey("raw", key.slice(), "HKDF", false, ["deriveBits"]);
  const bits = (ATTACHMENT_KEY_BYTES + PREFIX_BYTES) * 8;
  const derived = new Uint8Array(
    await crypto.subtle.deriveBits(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: INFO.slice() },
      material,
      bits,
    ),
  );
  const aes = await crypto.subtle.importKey("raw", derived.slice(0, ATTACHMENT_KEY_BYTES), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  const prefix = derived.slice(ATTACHMENT_KEY_BYTES);

  function parameters(index: number): AesGcmParams {
    const iv = new Uint8Array(PREFIX_BYTES + 5);
    iv.set(prefix);
    new DataView(iv.buffer).setUint32(PREFIX_BYTES, index);
    iv[iv.length - 1] = index === last ? 1 : 0;
    return { name: "AES-GCM", iv };
  }

  return {
    async seal(index, plaintext) {
      return new Uint8Array(
        await crypto.subtle.encrypt(parameters(index), aes, plaintext as Uint8Array<ArrayBuffer>),
      );
    },
    async open(index, sealed) {
      try {
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(index), aes, sealed as Uint8Array<ArrayBuffer>),
        );
      } catch (cause) {
        throw new AttachmentError("a chunk does not open", { reason: "chunk", cause });
      }
    },
  };
}
