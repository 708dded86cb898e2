import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { concatBytes } from "../bytes.ts";
import { KEY_BYTES, type KeyPair } from "../signing.ts";

/** DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-128-GCM 0x0001 (RFC 9180 section 7). */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** Web Crypto wants a buffer of its own, not a view of something larger. */
function buffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

/** SealBase of RFC 9180 section 6.1: the encapsulated key (32 bytes), then the ciphertext. */
export async function sealBase(
  publicKey: Uint8Array,
  info: Uint8Array,
  associated: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(publicKey));
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: buffer(info) },
    buffer(plaintext),
    buffer(associated),
  );
  return concatBytes(new Uint8Array(enc), new Uint8Array(ct));
}

/** OpenBase of RFC 9180 section 6.1, of what `sealBase` returns. Rejects when anything differs. */
export async function openBase(
  keyPair: KeyPair,
  info: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const [publicKey, privateKey] = await Promise.all([
    suite.kem.deserializePublicKey(buffer(keyPair.publicKey)),
    suite.kem.deserializePrivateKey(buffer(keyPair.privateKey)),
  ]);
  const enc = buffer(sealed.subarray(0, KEY_BYTES));
  const plaintext = await suite.open(
    { recipientKey: { publicKey, privateKey }, enc, info: buffer(info) },
    buffer(sealed.subarray(KEY_BYTES)),
    buffer(associated),
  );
  return new Uint8Array(plaintext);
}
