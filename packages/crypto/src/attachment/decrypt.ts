import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes } from "../bytes.ts";
import { AttachmentError } from "../errors.ts";
import { ATTACHMENT_HASH_BYTES, chunkCipher } from "./chunk-cipher.ts";
import { Rechunker } from "./rechunk.ts";
import { CHUNK_BYTES, chunkCount, encryptedSize, paddedSize, SEALED_CHUNK_BYTES } from "./size.ts";

/** What a message says of a file. */
export interface AttachmentParameters {
  /** 32 octets. */
  readonly key: Uint8Array;
  /** SHA-256 of the ciphertext. */
  readonly hash: Uint8Array;
  /** Octets of the file itself, without padding. */
  readonly size: number;
}

/** Opens a file as its ciphertext comes; holds one chunk. Everything throws AttachmentError. */
export interface AttachmentOpener {
  /** Octets of ciphertext taken in: where a Range request goes on after a lost connection. */
  readonly taken: number;
  /** The plaintext that `ciphertext` completes, without padding. It is genuine, but the file is good only after `finish`. */
  push(ciphertext: Uint8Array): AsyncGenerator<Uint8Array>;
  /**
   * Takes in plaintext that an earlier opener of the same file gave out, so that this one goes on behind it: whole chunks
   * from the beginning.
   */
  replay(plaintext: Uint8Array): Promise<void>;
  /** Resolves when the file is complete and its hash is the one of the message. */
  finish(): Promise<void>;
}

/** @throws AttachmentError `parameters` or `size`. */
export async function openAttachment(parameters: AttachmentParameters): Promise<AttachmentOpener> {
  const { key, hash, size } = parameters;
  if (hash.length !== ATTACHMENT_HASH_BYTES)
    throw new AttachmentError("hash is not 32 bytes", { reason: "parameters" });
  const cipher = await chunkCipher(key, size);
  const total = encryptedSize(size);
  const chunks = new Rechunker(SEALED_CHUNK_BYTES);
  const hasher = sha256.create();
  let taken = 0;
  let index = 0;

  async function open(sealed: Uint8Array): Promise<Uint8Array> {
    hasher.update(sealed);
    const start = index * CHUNK_BYTES;
    const chunk = await cipher.open(index++, sealed);
    const inside = Math.max(0, Math.min(chunk.length, size - start));
    if (chunk.subarray(inside).some((octet) => octet !== 0))
      throw new AttachmentError("the padding is not zeros", { reason: "padding" });
    return chunk.subarray(0, inside);
  }

  return {
    get taken() {
      return taken;
    },
    async *push(ciphertext) {
      taken += ciphertext.length;
      if (taken > total) throw new AttachmentError("the ciphertext is too long", { reason: "size" });
      for (const sealed of chunks.push(ciphertext)) {
        const plaintext = await open(sealed);
        if (plaintext.length > 0) yield plaintext;
      }
      const rest = chunks.rest();
      if (taken < total || rest.length === 0) return;
      const plaintext = await open(rest);
      if (plaintext.length > 0) yield plaintext;
    },
    async replay(plaintext) {
      if (chunks.rest().length > 0 || plaintext.length % CHUNK_BYTES !== 0)
        throw new AttachmentError("only whole chunks can be replayed", { reason: "parameters" });
      for (let offset = 0; offset < plaintext.length; offset += CHUNK_BYTES) {
        const sealed = await cipher.seal(index++, plaintext.subarray(offset, offset + CHUNK_BYTES));
        hasher.update(sealed);
        taken += sealed.length;
      }
      if (index > chunkCount(size) || index * CHUNK_BYTES > paddedSize(size))
        throw new AttachmentError("more was replayed than the file has", { reason: "size" });
    },
    async finish() {
      if (taken !== total) throw new AttachmentError("the ciphertext is too short", { reason: "truncated" });
      if (!equalBytes(hasher.clone().digest(), hash))
        throw new AttachmentError("the ciphertext is not the one the message speaks of", { reason: "hash" });
    },
  };
}

/** Web stream of the same: the plaintext is good only when the stream has ended without an error. */
export async function decryptAttachment(
  parameters: AttachmentParameters,
): Promise<TransformStream<Uint8Array, Uint8Array>> {
  const opener = await openAttachment(parameters);
  return new TransformStream<Uint8Array, Uint8Array>({
    async transform(ciphertext, controller) {
      for await (const plaintext of opener.push(ciphertext)) controller.enqueue(plaintext);
    },
    flush: () => opener.finish(),
  });
}
