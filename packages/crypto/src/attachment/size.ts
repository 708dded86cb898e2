import { AttachmentError } from "../errors.ts";

/** Plaintext octets of a chunk; the last one may have fewer. */
export const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
/** Octets of a whole chunk once it is encrypted. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** Files of up to so many octets are all of one length on the wire. */
const SMALLEST = 1024;

/**
 * The octets a file is padded to, with zeros. Padmé (Nikitin et al., PURBs, section 4): the lower bits of the length are
 * rounded away, so that at most 6.25 % is added and a length of L tells O(log log L) bits.
 */
export function paddedSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new AttachmentError("size is no size", { reason: "size" });
  if (size <= SMALLEST) return SMALLEST;
  const exponent = Math.floor(Math.log2(size));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(size / step) * step;
}

export function chunkCount(size: number): number {
  return Math.ceil(paddedSize(size) / CHUNK_BYTES);
}

/** Octets of the encrypted file: padded, and a tag for every chunk. */
export function encryptedSize(size: number): number {
  return paddedSize(size) + chunkCount(size) * TAG_BYTES;
}
