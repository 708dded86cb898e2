import type { Attachment, Message } from "@culver/client";
import { byteSize } from "../lib/format-time.ts";
import { words } from "../words/index.ts";

/** What the round button of an attachment does. */
export function ringLabel({ name, size, transfer }: Attachment): string {
  switch (transfer.state) {
    case "uploading":
      return words.attachment.cancelUpload;
    case "downloading":
      return words.attachment.cancelDownload;
    case "failed":
    case "cancelled":
      return words.attachment.retry(name);
    default:
      return words.attachment.download(name, byteSize(size));
  }
}

/** Where the bytes are, in words; undefined when they are here. */
export function stateText({ outgoing }: Message, { size, transfer }: Attachment): string | undefined {
  switch (transfer.state) {
    case "uploading":
    case "downloading":
      return `${byteSize(transfer.done)} / ${byteSize(transfer.total)}`;
    case "remote":
      return byteSize(size);
    case "failed":
      // Below a message that was not sent it says so already.
      return outgoing ? undefined : words.attachment.failed;
    case "cancelled":
      return words.attachment.cancelled;
    case "expired":
      return words.attachment.expired;
    case "ready":
      return undefined;
  }
}
