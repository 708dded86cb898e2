import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Writer } from "./wire.ts";

/** A public key and its private half: Ed25519 (32-byte seed) or X25519. */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const HASH_BYTES = 32;

export function generateSigningKey(): KeyPair {
  const { secretKey, publicKey } = ed25519.keygen();
  return { privateKey: secretKey, publicKey };
}

export function generateSealingKey(): KeyPair {
  const { secretKey, publicKey } = x25519.keygen();
  return { privateKey: secretKey, publicKey };
}

export function signingPublicKey(privateKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(privateKey);
}

export function sealingPublicKey(privateKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(privateKey);
}

/** The label separates the uses of one key; its length prefix keeps label and content apart. */
function labelled(label: string, content: Uint8Array): Uint8Array {
  return new Writer().text(`Culver 1.0 ${label}`).fixed(content).done();
}

/** Ed25519 (RFC 8032) over label and content. */
export function signLabelled(privateKey: Uint8Array, label: string, content: Uint8Array): Uint8Array {
  return ed25519.sign(labelled(label, content), privateKey);
}

/** False, never an exception, for keys and signatures that are no points. Web Crypto: ten times as fast as JavaScript. */
export async function verifyLabelled(
  publicKey: Uint8Array,
  label: string,
  content: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    const key = await crypto.subtle.importKey("raw", publicKey.slice(), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature.slice(), labelled(label, content).slice());
  } catch {
    return false;
  }
}

/** SHA-256 over label and content. */
export function hashLabelled(label: string, content: Uint8Array): Uint8Array {
  return sha256(labelled(label, content));
}
