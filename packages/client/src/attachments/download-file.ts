import { AttachmentError, encryptedSize, openAttachment, Rechunker } from "@culver/crypto/attachment";
import { ClientError } from "../errors.ts";
import type { AttachmentRecord } from "../records/attachment-record.ts";
import type { Reader } from "../store/transaction.ts";
import { FILE_ROW_BYTES, fileRow } from "./file-rows.ts";
import type { MediaServer } from "./media-server.ts";

/** Waits before going on after a connection was lost; more in a row are too many. */
const RETRY_MS = [0, 500, 2_000, 5_000];

export interface DownloadHandlers {
  readonly signal: AbortSignal;
  /** Writes a row of the file; whole ones but for the last, in order. The last is written when the file is good. */
  readonly onRow: (index: number, bytes: Uint8Array) => Promise<void>;
  /** Octets of ciphertext taken in. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fetches a file and opens it as it comes, from where the stored rows end. Resolves when all of it is there and its hash is
 * the message's. Throws ClientError `expired`, `damaged`, `network`, `cancelled` or `rate_limited`.
 */
export async function downloadFile(
  reader: Reader,
  server: MediaServer,
  record: AttachmentRecord & { readonly media: string },
  handlers: DownloadHandlers,
): Promise<void> {
  const { file, size, stored, media } = record;
  const total = encryptedSize(size);
  try {
    const opener = await openAttachment(record);
    const rows = new Rechunker(FILE_ROW_BYTES);
    let index = Math.floor(stored / FILE_ROW_BYTES);
    for (let row = 0; row < index; row++) await opener.replay(await fileRow(reader, file, row));
    for (let failures = 0; opener.taken < total; ) {
      const before = opener.taken;
      try {
        const body = await ranged(server, media, before, handlers.signal);
        for (let next = await body.read(); !next.done; next = await body.read()) {
          for await (const plaintext of opener.push(next.value))
            for (const row of rows.push(plaintext)) await handlers.onRow(index++, row.slice());
          handlers.onProgress(opener.taken, total);
        }
        if (opener.taken < total) throw new TypeError("the answer ended early");
      } catch (error) {
        if (handlers.signal.aborted) throw stopped(error);
        if (error instanceof ClientError || error instanceof AttachmentError) throw error;
        failures = opener.taken > before ? 1 : failures + 1;
        const wait = RETRY_MS[failures];
        if (wait === undefined) throw unreachable(error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    await opener.finish();
    if (rows.rest().length > 0) await handlers.onRow(index, rows.rest().slice());
  } catch (error) {
    throw error instanceof AttachmentError ? damaged(error) : error;
  }
}

/** The ciphertext from `from` on. */
async function ranged(server: MediaServer, media: string, from: number, signal: AbortSignal) {
  const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
  const response = await server.fetch(server.urlOf(media), { headers, signal });
  if (response.status === 404 || response.status === 410)
    throw new ClientError("expired", "The server no longer has this file.");
  if (response.status === 429) {
    const retryAfter = Number(response.headers.get("retry-after"));
    throw new ClientError("rate_limited", "That was too often. Try again later.", { retryAfter });
  }
  const expected = from === 0 ? [200, 206] : [206];
  if (!expected.includes(response.status) || response.body === null)
    throw new TypeError(`the server answered ${response.status}`);
  return response.body.getReader();
}

function stopped(cause: unknown): ClientError {
  return new ClientError("cancelled", "The download was stopped.", { cause });
}

function unreachable(cause: unknown): ClientError {
  return new ClientError("network", "The server could not be reached. Check the connection and try again.", {
    cause,
  });
}

function damaged(cause: unknown): ClientError {
  return new ClientError("damaged", "The file is damaged and cannot be opened.", { cause });
}
