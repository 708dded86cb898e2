import type { Transfer } from "../api.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { type AttachmentRecord, attachmentTable } from "../records/attachment-record.ts";
import { fileIn } from "./attachment-body.ts";
import { downloadFile } from "./download-file.ts";
import { FILE_ROW_BYTES, putFileRow, roomError } from "./file-rows.ts";
import type { MediaServer } from "./media-server.ts";
import { progressTeller, saveTransfer } from "./transfers.ts";

interface Running {
  readonly done: Promise<void>;
  readonly abort: AbortController;
}

/** Downloads that an app has asked for. An interrupted one goes on where its rows end. */
export class Downloads {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #server: MediaServer;
  readonly #running = new Map<string, Running>();
  #stopped = false;

  constructor(context: Context, log: MessageLog, server: MediaServer) {
    this.#context = context;
    this.#log = log;
    this.#server = server;
  }

  /** Resolves when the file is in the store. Throws ClientError; see `downloadFile`. */
  start(conversation: string, id: string): Promise<void> {
    const name = `${conversation}/${id}`;
    const known = this.#running.get(name);
    if (known !== undefined) return known.done;
    const abort = new AbortController();
    const done = this.#download(conversation, id, abort.signal).finally(() => this.#running.delete(name));
    this.#running.set(name, { done, abort });
    return done;
  }

  /** Whether there was one to stop. */
  async cancel(conversation: string, id: string): Promise<boolean> {
    const running = this.#running.get(`${conversation}/${id}`);
    running?.abort.abort();
    await running?.done.catch(() => undefined);
    return running !== undefined;
  }

  /** The device is closed: what was under way is as if it had been interrupted. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const all = [...this.#running.values()];
    for (const { abort } of all) abort.abort();
    await Promise.allSettled(all.map(({ done }) => done));
  }

  async #download(conversation: string, id: string, signal: AbortSignal): Promise<void> {
    const { db } = this.#context;
    const [record, message] = await Promise.all([
      attachmentTable.get(db, conversation, id),
      this.#log.find(db, conversation, id),
    ]);
    if (record?.complete) return;
    const { media } = record ?? {};
    if (record === undefined || media === undefined || message === undefined || !fileIn(message.body))
      throw new ClientError("not_possible", "This message has no file to fetch.");
    const tell = progressTeller(this.#context, message, "downloading");
    tell(0, record.size);
    try {
      await downloadFile(
        db,
        this.#server,
        { ...record, media },
        {
          signal,
          onRow: (index, bytes) => this.#keep(conversation, id, record, index, bytes),
          onProgress: tell,
        },
      );
    } catch (cause) {
      const error = roomError(cause);
      if (!this.#stopped) await this.#failed(conversation, id, error);
      throw error;
    }
    await this.#settle(conversation, id, { state: "ready" }, { complete: true });
  }

  /** A row and how much there is now, together. */
  async #keep(
    conversation: string,
    id: string,
    { file }: AttachmentRecord,
    index: number,
    bytes: Uint8Array,
  ) {
    await this.#context.db.transact(async (tx) => {
      const record = await attachmentTable.get(tx, conversation, id);
      if (record?.file !== file) throw new ClientError("cancelled", "The message is no longer in this chat.");
      putFileRow(tx, file, index, bytes);
      attachmentTable.put(tx, [conversation, id], {
        ...record,
        stored: index * FILE_ROW_BYTES + bytes.length,
      });
    });
  }

  async #failed(conversation: string, id: string, error: unknown): Promise<void> {
    const { code, message } =
      error instanceof ClientError ? error : { code: "failed", message: "The file could not be stored." };
    this.#context.log("download.failed", { code });
    if (code === "damaged") this.#context.faults.count("damaged-file");
    const transfer: Transfer =
      code === "expired" || code === "cancelled" ? { state: code } : { state: "failed", reason: message };
    await this.#settle(conversation, id, transfer, code === "damaged" ? { stored: 0 } : {});
  }

  async #settle(conversation: string, id: string, transfer: Transfer, changes: Partial<AttachmentRecord>) {
    await this.#context.db.transact(async (tx) => {
      const record = await attachmentTable.get(tx, conversation, id);
      if (record !== undefined) attachmentTable.put(tx, [conversation, id], { ...record, ...changes });
      await saveTransfer(this.#log, tx, conversation, id, transfer);
    });
  }
}
