import type { CiphersuiteImpl } from "ts-mls";
import { concatBytes, equalBytes } from "../bytes.ts";
import { HASH_BYTES, KEY_BYTES } from "../signing.ts";
import type { MlsPrimitives } from "./primitives.ts";

const nothing = new Uint8Array();

/** The suite with these primitives where messages need them; HPKE, which only handshakes need, as it was. */
export function suiteOver(suite: CiphersuiteImpl, primitives: MlsPrimitives): CiphersuiteImpl {
  const { hash, mac, seal, open, sign, verify } = primitives;
  return {
    ...suite,
    hash: {
      digest: async (data) => hash(data),
      mac: async (key, data) => mac(key, data),
      verifyMac: async (key, tag, data) => equalBytes(mac(key, data), tag),
    },
    kdf: {
      size: HASH_BYTES,
      extract: async (salt, material) => mac(salt.length === 0 ? new Uint8Array(HASH_BYTES) : salt, material),
      expand: async (key, info, length) => expand(mac, key, info, length),
    },
    signature: {
      ...suite.signature,
      sign: async (key, message) => sign(seedOf(key), message),
      async verify(publicKey, message, signature) {
        try {
          return verify(publicKey, message, signature);
        } catch {
          return false;
        }
      },
    },
    hpke: {
      ...suite.hpke,
      encryptAead: async (key, nonce, associated, plaintext) =>
        seal(key, nonce, associated ?? nothing, plaintext),
      decryptAead: async (key, nonce, associated, ciphertext) =>
        open(key, nonce, associated ?? nothing, ciphertext),
    },
  };
}

/** HKDF-Expand (RFC 5869 section 2.3). */
function expand(mac: MlsPrimitives["mac"], key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * HASH_BYTES) throw new RangeError("HKDF gives 255 blocks at most");
  let block: Uint8Array = nothing;
  let output: Uint8Array = nothing;
  for (let count = 1; output.length < length; count++) {
    block = mac(key, concatBytes(block, info, Uint8Array.of(count)));
    output = output.length === 0 ? block : concatBytes(output, block);
  }
  return output.length === length ? output : output.slice(0, length);
}

/** ts-mls makes keys as PKCS #8 (RFC 8410), of which the seed is the end; Culver's are seeds. */
function seedOf(key: Uint8Array): Uint8Array {
  return key.length === KEY_BYTES ? key : key.subarray(-KEY_BYTES);
}
