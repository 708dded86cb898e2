import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** What was sealed cannot be opened: another key, or altered octets. */
export class VaultError extends Error {
  override readonly name = "VaultError";
}

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: nonce, ciphertext, tag. `context` is bound, not stored. */
export function sealWith(key: Uint8Array, plaintext: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plaintext);
  cipher.final();
  return new Uint8Array(Buffer.concat([nonce, body, cipher.getAuthTag()]));
}

/** Opens what `sealWith` sealed for the same context. @throws VaultError */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array {
  if (sealed.length < NONCE_LENGTH + TAG_LENGTH) throw new VaultError("the sealed octets are too short");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_LENGTH));
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH));
    const body = decipher.update(sealed.subarray(NONCE_LENGTH, sealed.length - TAG_LENGTH));
    decipher.final();
    return new Uint8Array(body);
  } catch (error) {
    throw new VaultError(
      "the sealed octets do not open: is the key that of this database (CULVER_SMS_KEY_FILE)?",
      { cause: error },
    );
  }
}
