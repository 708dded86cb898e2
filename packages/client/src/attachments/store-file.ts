import { generateAttachmentKey, Rechunker, sealAttachment } from "@culver/crypto/attachment";
import { type AttachmentRecord, type FileRecord, fileTable } from "../records/attachment-record.ts";
import type { Database } from "../store/database.ts";
import { FILE_ROW_BYTES, putFileRow } from "./file-rows.ts";

/**
 * Copies a file into the local store and, as it passes, finds out what its ciphertext will be: its hash. Memory holds one row.
 * The caller writes the message; until then the file is a stray. Throws AttachmentError when the file changes underneath.
 */
export async function storeFile(
  db: Database,
  file: string,
  blob: Blob,
  owner: Omit<FileRecord, "size">,
): Promise<AttachmentRecord> {
  const key = generateAttachmentKey();
  const { size } = blob;
  await db.transact(async (tx) => fileTable.put(tx, [file], { ...owner, size }));
  const sealer = await sealAttachment(key, size);
  const rows = new Rechunker(FILE_ROW_BYTES);
  let index = 0;
  const put = (bytes: Uint8Array) => {
    const row = bytes.slice();
    return db.transact(async (tx) => putFileRow(tx, file, index++, row));
  };
  const reader = blob.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for await (const _ of sealer.push(next.value));
    for (const row of rows.push(next.value)) await put(row);
  }
  for await (const _ of sealer.finish());
  if (rows.rest().length > 0) await put(rows.rest());
  return { file, key, hash: sealer.hash(), size, own: true, stored: size, complete: true };
}
