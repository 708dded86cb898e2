import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { attachmentTable, type FileRecord, fileTable } from "../records/attachment-record.ts";
import { fileIn } from "./attachment-body.ts";
import { removeFileRows } from "./file-rows.ts";
import { type MediaServer, terminateUpload } from "./media-server.ts";
import type { Uploads } from "./uploads.ts";

export interface SweepParts {
  readonly log: MessageLog;
  readonly server: MediaServer;
  readonly uploads: Uploads;
  /** Being stored at this moment: its message comes when it is. */
  readonly isNew: (file: string) => boolean;
}

/** Deletes files whose message is gone or was deleted, here and, where this device has put them, on the server. */
export async function sweepFiles(context: Context, parts: SweepParts): Promise<void> {
  for (const { key: file, row } of await fileTable.list(context.db))
    if (!parts.isNew(file)) await sweepFile(context, parts, file, row);
}

async function sweepFile(context: Context, parts: SweepParts, file: string, row: FileRecord): Promise<void> {
  const { conversation, id, size } = row;
  const { db } = context;
  const message = await parts.log.find(db, conversation, id);
  const found = await attachmentTable.get(db, conversation, id);
  const record = found?.file === file ? found : undefined;
  if (record !== undefined && message !== undefined && fileIn(message.body) !== undefined) return;
  await db.transact(async (tx) => parts.uploads.cancel(tx, file));
  await removeFileRows(db, file, size);
  const { media } = record ?? {};
  const forAll = message?.body.kind === "deleted" && media !== undefined;
  const url = forAll ? parts.server.urlOf(media) : record?.uploadUrl;
  // Without an answer its rows stay, and the next sweep asks again.
  if (record?.own && url !== undefined && !(await terminateUpload(parts.server, url))) return;
  await db.transact(async (tx) => {
    fileTable.delete(tx, file);
    if (record !== undefined) attachmentTable.delete(tx, conversation, id);
  });
}

/** Everything, for a device that is signed out. */
export async function removeAllFiles({ db }: Context): Promise<void> {
  for (const { key, row } of await fileTable.list(db)) await removeFileRows(db, key, row.size);
}
