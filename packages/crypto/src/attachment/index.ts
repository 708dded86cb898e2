/** Attachments alone, without MLS: for the page behind a link, whose bundle must be small. */
export { AttachmentError, type AttachmentFault, CryptoError } from "../errors.ts";
export { generateAttachmentKey } from "./chunk-cipher.ts";
export {
  type AttachmentOpener,
  type AttachmentParameters,
  decryptAttachment,
  openAttachment,
} from "./decrypt.ts";
export {
  type AttachmentSealer,
  encryptAttachment,
  encryptRange,
  type ReadPlaintext,
  sealAttachment,
} from "./encrypt.ts";
export { decodeLinkFragment, encodeLinkFragment, type LinkedAttachment } from "./link.ts";
export { Rechunker } from "./rechunk.ts";
export { CHUNK_BYTES, encryptedSize, paddedSize } from "./size.ts";
