/**
 * The primitives of the cipher suite as a runtime's own library computes them, synchronously. Web Crypto is asked by
 * default; its calls cost several times what they compute.
 */
export interface MlsPrimitives {
  /** SHA-256. */
  hash(data: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104). */
  mac(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** AES-128-GCM; the tag of 16 bytes comes last. */
  seal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** What `seal` made. Throws when anything differs. */
  open(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array;
  /** Ed25519 (RFC 8032) with a seed of 32 bytes. */
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** False, or an exception, for what does not hold. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
