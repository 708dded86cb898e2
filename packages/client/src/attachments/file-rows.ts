import { ClientError } from "../errors.ts";
import { fileRowTable } from "../records/attachment-record.ts";
import type { Database } from "../store/database.ts";
import type { Reader, Transaction } from "../store/transaction.ts";

/** Octets of a row; four chunks of the encryption, so that an interrupted download goes on at a row. */
export const FILE_ROW_BYTES = 256 * 1024;
const DELETED_AT_ONCE = 64;

function indexKey(index: number): string {
  return String(index).padStart(6, "0");
}

export function putFileRow(tx: Transaction, file: string, index: number, bytes: Uint8Array): void {
  fileRowTable.put(tx, [file, indexKey(index)], bytes);
}

/** Throws RangeError when the row is not there. */
export async function fileRow(reader: Reader, file: string, index: number): Promise<Uint8Array> {
  const row = await fileRowTable.get(reader, file, indexKey(index));
  if (row === undefined) throw new RangeError("a piece of the file is not in the store");
  return row;
}

/** Octets `start` to `end` (exclusive) of a stored file. */
export async function readFileRange(
  reader: Reader,
  file: string,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const out = new Uint8Array(end - start);
  for (let at = start; at < end; ) {
    const index = Math.floor(at / FILE_ROW_BYTES);
    const row = await fileRow(reader, file, index);
    const from = at - index * FILE_ROW_BYTES;
    const piece = row.subarray(from, from + end - at);
    if (piece.length === 0) throw new RangeError("a piece of the file is too short");
    out.set(piece, at - start);
    at += piece.length;
  }
  return out;
}

/** The whole file. A browser keeps the pieces of a Blob out of the page's memory. */
export async function fileBlob(reader: Reader, file: string, size: number, type: string): Promise<Blob> {
  const pieces: Blob[] = [];
  for (let index = 0; index * FILE_ROW_BYTES < size; index++)
    pieces.push(new Blob([(await fileRow(reader, file, index)).slice()]));
  return new Blob(pieces, { type });
}

/** What a person is told when the store has no room for a file (IndexedDB's QuotaExceededError, SQLite's SQLITE_FULL). */
export function roomError(error: unknown): unknown {
  const { name, code } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { name: "", code: "" };
  if (name !== "QuotaExceededError" && code !== "SQLITE_FULL") return error;
  return new ClientError("storage_full", "There is not enough room for this file on this device.", {
    cause: error,
  });
}

/** Deletes a file's rows, a few at a time. */
export async function removeFileRows(db: Database, file: string, size: number): Promise<void> {
  const rows = Math.ceil(size / FILE_ROW_BYTES);
  for (let first = 0; first < rows; first += DELETED_AT_ONCE) {
    await db.transact(async (tx) => {
      for (let index = first; index < Math.min(rows, first + DELETED_AT_ONCE); index++)
        fileRowTable.delete(tx, file, indexKey(index));
    });
  }
}
