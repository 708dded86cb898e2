import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import {
  type AttachmentRecord,
  attachmentTable,
  type PendingUpload,
  uploadTable,
} from "../records/attachment-record.ts";
import type { MessageRecord } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { fileIn } from "./attachment-body.ts";
import type { MediaServer } from "./media-server.ts";
import { progressTeller, saveTransfer } from "./transfers.ts";
import { CANCELLED, uploadFile } from "./upload-file.ts";

const AGAIN_MS = 15_000;

export interface UploadParts {
  readonly log: MessageLog;
  readonly server: MediaServer;
  /** The file is on the server: its message goes out, by the same transaction. */
  readonly onUploaded: (tx: Transaction, message: MessageRecord, record: AttachmentRecord) => Promise<void>;
}

/** Makes the uploads that are due, oldest first, one at a time, while there is a connection. What is due survives a crash. */
export class Uploads {
  readonly #context: Context;
  readonly #parts: UploadParts;
  #open = false;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: { readonly file: string; readonly abort: AbortController } | undefined;

  constructor(context: Context, parts: UploadParts) {
    this.#context = context;
    this.#parts = parts;
  }

  open(): void {
    this.#open = true;
    this.kick();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    this.#current?.abort.abort();
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  kick(): void {
    if (!this.#open || this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#running = this.#run()
      .catch((error: unknown) => this.#context.log("upload.stopped", { error: nameOf(error) }))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Not to be made any more. */
  cancel(tx: Transaction, file: string): void {
    uploadTable.delete(tx, file);
    tx.afterCommit(() => {
      if (this.#current?.file === file) this.#current.abort.abort(CANCELLED);
    });
  }

  async #run(): Promise<void> {
    while (this.#open) {
      const due = await uploadTable.list(this.#context.db);
      const [next] = [...due].sort((a, b) => a.row.at - b.row.at);
      if (next === undefined) return;
      const wait = await this.#upload(next.key, next.row);
      if (wait === undefined || !this.#open) continue;
      this.#timer = setTimeout(() => this.kick(), wait);
      return;
    }
  }

  /** Undefined when it is settled, else the milliseconds to wait. */
  async #upload(file: string, { conversation, id }: PendingUpload): Promise<number | undefined> {
    const { db } = this.#context;
    const { log, server } = this.#parts;
    const [record, message] = await Promise.all([
      attachmentTable.get(db, conversation, id),
      log.find(db, conversation, id),
    ]);
    if (record?.file !== file || message === undefined || fileIn(message.body) === undefined) {
      await db.transact(async (tx) => uploadTable.delete(tx, file));
      return undefined;
    }
    const abort = new AbortController();
    this.#current = { file, abort };
    // Rows are written in order: the address of the upload before the end of it.
    let noted: Promise<unknown> = Promise.resolve();
    try {
      const media = await uploadFile(db, server, record, {
        signal: abort.signal,
        onUrl: (uploadUrl) => {
          noted = this.#change(conversation, id, file, { uploadUrl });
          // Told below, once the upload has ended.
          noted.catch(() => undefined);
        },
        onProgress: progressTeller(this.#context, message, "uploading"),
      });
      await noted;
      await this.#finish(conversation, id, file, media);
      return undefined;
    } catch (error) {
      await noted;
      if (abort.signal.aborted) return undefined;
      return this.#refused(conversation, id, file, error);
    } finally {
      this.#current = undefined;
    }
  }

  async #change(conversation: string, id: string, file: string, changes: Partial<AttachmentRecord>) {
    await this.#context.db.transact(async (tx) => {
      const record = await attachmentTable.get(tx, conversation, id);
      if (record?.file === file) attachmentTable.put(tx, [conversation, id], { ...record, ...changes });
    });
  }

  async #finish(conversation: string, id: string, file: string, media: string): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      if (!(await uploadTable.has(tx, file))) return;
      uploadTable.delete(tx, file);
      const record = await attachmentTable.get(tx, conversation, id);
      const message = await saveTransfer(this.#parts.log, tx, conversation, id, { state: "ready" });
      if (record?.file !== file || message === undefined) return;
      const { uploadUrl: _url, ...rest } = record;
      const uploaded = { ...rest, media };
      attachmentTable.put(tx, [conversation, id], uploaded);
      await this.#parts.onUploaded(tx, message, uploaded);
    });
  }

  async #refused(
    conversation: string,
    id: string,
    file: string,
    error: unknown,
  ): Promise<number | undefined> {
    const code = error instanceof ClientError ? error.code : nameOf(error);
    this.#context.log("upload.refused", { code });
    const reason = reasonFor(code);
    if (reason === undefined)
      return error instanceof ClientError && error.retryAfter !== undefined
        ? error.retryAfter * 1_000
        : AGAIN_MS;
    await this.#context.db.transact(async (tx) => {
      uploadTable.delete(tx, file);
      const failed = { status: "failed", failure: reason } as const;
      await saveTransfer(this.#parts.log, tx, conversation, id, { state: "failed", reason }, failed);
    });
    return undefined;
  }
}

/** Undefined for what may be otherwise a little later. */
function reasonFor(code: string): string | undefined {
  switch (code) {
    case "http_413":
      return "The server does not take files that large.";
    case "http_400":
    case "http_403":
    case "http_404":
    case "http_412":
      return "The server did not take this file.";
    default:
      return /^(network|cancelled|http_)/.test(code) ? undefined : "The file could not be read.";
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
