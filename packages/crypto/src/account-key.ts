import { MalformedError } from "./errors.ts";
import {
  generateSigningKey,
  KEY_BYTES,
  type KeyPair,
  signingPublicKey,
  signLabelled,
  verifyLabelled,
} from "./signing.ts";
import { Reader, Writer } from "./wire.ts";

const VERSION = 1;

/** The Ed25519 key an account is known by. Its private half is a 32-byte seed. */
export type AccountKey = KeyPair;

export async function generateAccountKey(): Promise<AccountKey> {
  return generateSigningKey();
}

/** 33 bytes: version, seed. */
export function exportAccountKey(key: AccountKey): Uint8Array {
  return new Writer().u8(VERSION).fixed(key.privateKey).done();
}

/** @throws MalformedError for anything but an exported key. */
export async function importAccountKey(bytes: Uint8Array): Promise<AccountKey> {
  if (bytes.length !== KEY_BYTES + 1) throw new MalformedError("account key length");
  const reader = new Reader(bytes);
  reader.version(VERSION);
  const privateKey = reader.fixed(KEY_BYTES);
  return { privateKey, publicKey: signingPublicKey(privateKey) };
}

/** Signs for a use named by `label`, which no other use may share. */
export async function signWithAccountKey(
  key: AccountKey,
  label: string,
  content: Uint8Array,
): Promise<Uint8Array> {
  return signLabelled(key.privateKey, label, content);
}

export async function verifyAccountSignature(
  publicKey: Uint8Array,
  label: string,
  content: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyLabelled(publicKey, label, content, signature);
}
