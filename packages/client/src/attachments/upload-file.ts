import { encryptedSize, encryptRange } from "@culver/crypto/attachment";
import { DetailedError, Upload } from "tus-js-client";
import { ClientError } from "../errors.ts";
import type { AttachmentRecord } from "../records/attachment-record.ts";
import type { Reader } from "../store/transaction.ts";
import { fetchStack } from "./fetch-stack.ts";
import { readFileRange } from "./file-rows.ts";
import type { MediaServer } from "./media-server.ts";

/** Octets of one request: below what a server takes at once (1 MiB). */
const PIECE_BYTES = 768 * 1024;
const RETRY_MS = [500, 2_000, 5_000];

/** Reason of an abort after which nothing may be left on the server. */
export const CANCELLED = "cancelled";

export interface UploadHandlers {
  /** With CANCELLED as its reason, what the server has of it is deleted. */
  readonly signal: AbortSignal;
  /** The server has given the upload an address: it goes on there after a crash. */
  readonly onUrl: (url: string) => void;
  /** Octets of ciphertext that the server has. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Uploads a stored file, encrypting it piece by piece, or goes on with an upload. Resolves to its id on the server.
 * Throws ClientError: the server's refusal with its status in `code` (`http_413`), or `network`.
 */
export function uploadFile(
  reader: Reader,
  server: MediaServer,
  record: AttachmentRecord,
  { signal, onUrl, onProgress }: UploadHandlers,
): Promise<string> {
  const { file, key, size, uploadUrl, keepDays } = record;
  const total = encryptedSize(size);
  const read = (start: number, end: number) => readFileRange(reader, file, start, end);
  return new Promise((resolve, reject) => {
    const upload = new Upload(new Blob([]), {
      endpoint: server.endpoint,
      uploadUrl: uploadUrl ?? null,
      uploadSize: total,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_MS,
      headers: server.headers(),
      ...(keepDays === undefined ? {} : { metadata: { days: String(keepDays) } }),
      httpStack: fetchStack(server),
      fingerprint: async () => "",
      storeFingerprintForResuming: false,
      fileReader: {
        openFile: async () => ({
          size: total,
          async slice(start, end) {
            const bytes = await encryptRange(key, size, read, start, end);
            return {
              value: new Blob([bytes as Uint8Array<ArrayBuffer>]),
              done: start + bytes.length >= total,
            };
          },
          close: () => undefined,
        }),
      },
      onUploadUrlAvailable: () => {
        if (signal.aborted) stop();
        else if (upload.url !== null) onUrl(upload.url);
      },
      onChunkComplete: (_, done) => onProgress(done, total),
      onSuccess: () => resolve(idOf(upload.url)),
      onError: (error) => reject(refusal(error)),
    });
    const stop = () => {
      void upload.abort(signal.reason === CANCELLED).catch(() => undefined);
      reject(new ClientError("cancelled", "The upload was stopped."));
    };
    signal.addEventListener("abort", () => {
      // The server may be making the upload at this moment: its answer says what has to be deleted.
      if (signal.reason !== CANCELLED || upload.url !== null || uploadUrl !== undefined) stop();
    });
    upload.start();
  });
}

function idOf(url: string | null): string {
  return url?.slice(url.lastIndexOf("/") + 1) ?? "";
}

function refusal(error: Error): ClientError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null)
    return new ClientError("network", "The server could not be reached.", { cause: error });
  const retryAfter = Number(response.getHeader("retry-after"));
  return new ClientError(`http_${response.getStatus()}`, "The server did not take the file.", {
    cause: error,
    ...(Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfter } : {}),
  });
}
