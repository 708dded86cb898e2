import type { FileContent } from "../payload/payload.ts";
import { attachmentTable, fileTable } from "../records/attachment-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { newFileId } from "./file-id.ts";

/** Remembers what it takes to fetch a file that a message speaks of, once. */
export async function noteAttachment(
  tx: Transaction,
  conversation: string,
  id: string,
  { key, hash, size, media }: FileContent,
): Promise<void> {
  if (await attachmentTable.has(tx, conversation, id)) return;
  const file = newFileId();
  fileTable.put(tx, [file], { conversation, id, size });
  attachmentTable.put(tx, [conversation, id], {
    file,
    key,
    hash,
    size,
    media,
    own: false,
    stored: 0,
    complete: false,
  });
}
