import { sha256 } from "@noble/hashes/sha2.js";
import { AttachmentError } from "../errors.ts";
import { type ChunkCipher, chunkCipher } from "./chunk-cipher.ts";
import { Rechunker } from "./rechunk.ts";
import { CHUNK_BYTES, chunkCount, encryptedSize, paddedSize, SEALED_CHUNK_BYTES } from "./size.ts";

/** Encrypts a file of `size` octets as it comes; holds one chunk. */
export interface AttachmentSealer {
  /** The encrypted chunks that `plaintext` completes. */
  push(plaintext: Uint8Array): AsyncGenerator<Uint8Array>;
  /** The last chunks, padding included. @throws AttachmentError `size` when fewer octets came than announced. */
  finish(): AsyncGenerator<Uint8Array>;
  /** SHA-256 of the ciphertext, after `finish`. */
  hash(): Uint8Array;
}

/** @throws AttachmentError `parameters` or `size`. */
export async function sealAttachment(key: Uint8Array, size: number): Promise<AttachmentSealer> {
  const cipher = await chunkCipher(key, size);
  const chunks = new Rechunker(CHUNK_BYTES);
  const hasher = sha256.create();
  let taken = 0;
  let index = 0;

  async function seal(plaintext: Uint8Array): Promise<Uint8Array> {
    const sealed = await cipher.seal(index++, plaintext);
    hasher.update(sealed);
    return sealed;
  }

  return {
    async *push(plaintext) {
      taken += plaintext.length;
      if (taken > size)
        throw new AttachmentError("the file is longer than it was said to be", { reason: "size" });
      for (const chunk of chunks.push(plaintext)) yield seal(chunk);
    },
    async *finish() {
      if (taken !== size)
        throw new AttachmentError("the file is shorter than it was said to be", { reason: "size" });
      for (let left = paddedSize(size) - taken; left > 0; ) {
        const zeros = new Uint8Array(Math.min(left, CHUNK_BYTES));
        for (const chunk of chunks.push(zeros)) yield seal(chunk);
        left -= zeros.length;
      }
      const rest = chunks.rest();
      if (rest.length > 0) yield seal(rest);
    },
    hash: () => hasher.clone().digest(),
  };
}

/** Web stream of the same: plaintext in, ciphertext out. `hash` is there once the stream has ended. */
export async function encryptAttachment(
  key: Uint8Array,
  size: number,
): Promise<{ readonly transform: TransformStream<Uint8Array, Uint8Array>; readonly hash: () => Uint8Array }> {
  const sealer = await sealAttachment(key, size);
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    async transform(plaintext, controller) {
      for await (const chunk of sealer.push(plaintext)) controller.enqueue(chunk);
    },
    async flush(controller) {
      for await (const chunk of sealer.finish()) controller.enqueue(chunk);
    },
  });
  return { transform, hash: sealer.hash };
}

/** Reads octets `start` to `end` (exclusive) of the plaintext, both within the file. */
export type ReadPlaintext = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Octets `from` to `to` (exclusive, cut at the end) of the ciphertext, for an upload that goes on where it was: the same as
 * the whole encryption has there.
 */
export async function encryptRange(
  key: Uint8Array,
  size: number,
  read: ReadPlaintext,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const end = Math.min(to, encryptedSize(size));
  const out = new Uint8Array(Math.max(0, end - from));
  if (out.length === 0) return out;
  const cipher = await chunkCipher(key, size);
  const last = Math.min(chunkCount(size) - 1, Math.floor((end - 1) / SEALED_CHUNK_BYTES));
  for (let index = Math.floor(from / SEALED_CHUNK_BYTES); index <= last; index++) {
    const sealed = await sealChunkAt(cipher, size, read, index);
    const at = index * SEALED_CHUNK_BYTES;
    const piece = sealed.subarray(Math.max(0, from - at), Math.max(0, end - at));
    out.set(piece, Math.max(0, at - from));
  }
  return out;
}

async function sealChunkAt(
  cipher: ChunkCipher,
  size: number,
  read: ReadPlaintext,
  index: number,
): Promise<Uint8Array> {
  const start = index * CHUNK_BYTES;
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, paddedSize(size) - start));
  const end = Math.min(start + chunk.length, size);
  if (start < end) {
    const plaintext = await read(start, end);
    if (plaintext.length !== end - start)
      throw new AttachmentError("the file is shorter than it was", { reason: "size" });
    chunk.set(plaintext);
  }
  return cipher.seal(index, chunk);
}
