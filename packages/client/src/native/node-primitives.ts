import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import type { MlsPrimitives } from "@culver/crypto";

const TAG_BYTES = 16;
/** PKCS #8 and SubjectPublicKeyInfo of Ed25519 (RFC 8410) before the key itself. */
const PRIVATE_HEAD = Uint8Array.from(Buffer.from("302e020100300506032b657004220420", "hex"));
const PUBLIC_HEAD = Uint8Array.from(Buffer.from("302a300506032b6570032100", "hex"));

/** Keys as the library wants them, for as long as somebody has their bytes. Nobody changes a key's bytes. */
const privateKeys = new WeakMap<Uint8Array, KeyObject>();
const publicKeys = new WeakMap<Uint8Array, KeyObject>();

/** The primitives of MLS by node:crypto, for Bun and Node: an option of `createClient`. */
export const nodePrimitives: MlsPrimitives = {
  hash: (data) => plain(createHash("sha256").update(data).digest()),
  mac: (key, data) => plain(createHmac("sha256", key).update(data).digest()),
  seal(key, nonce, associated, plaintext) {
    const cipher = createCipheriv("aes-128-gcm", key, nonce);
    cipher.setAAD(associated);
    const body = cipher.update(plaintext);
    cipher.final();
    const sealed = new Uint8Array(body.length + TAG_BYTES);
    sealed.set(body);
    sealed.set(cipher.getAuthTag(), body.length);
    return sealed;
  },
  open(key, nonce, associated, sealed) {
    if (sealed.length < TAG_BYTES) throw new RangeError("shorter than its tag");
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv("aes-128-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(end));
    const plaintext = decipher.update(sealed.subarray(0, end));
    decipher.final();
    return plain(plaintext);
  },
  sign: (seed, message) => plain(sign(null, message, privateKeyOf(seed))),
  verify: (publicKey, message, signature) => verify(null, message, publicKeyOf(publicKey), signature),
};

/** Of a Buffer, which may be a view of something larger. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return kept(privateKeys, seed, () =>
    createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: "der", type: "pkcs8" }),
  );
}

function publicKeyOf(key: Uint8Array): KeyObject {
  return kept(publicKeys, key, () =>
    createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, key]), format: "der", type: "spki" }),
  );
}

function kept(keys: WeakMap<Uint8Array, KeyObject>, bytes: Uint8Array, make: () => KeyObject): KeyObject {
  const known = keys.get(bytes);
  if (known !== undefined) return known;
  const key = make();
  keys.set(bytes, key);
  return key;
}
