/** What the page behind a link needs, and nothing of a device: its bundle must be small. */
export {
  AttachmentError,
  decodeLinkFragment,
  decryptAttachment,
  encryptedSize,
  type LinkedAttachment,
} from "@culver/crypto/attachment";
export { cleanFileName, cleanMimeType, harmlessType } from "../payload/clean-file.ts";
