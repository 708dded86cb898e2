import { encryptedSize } from "@culver/crypto/attachment";
import { generateStanzaId } from "@culver/protocol";
import {
  type Attachment,
  MAX_ATTACHMENT_BYTES,
  type Message,
  type MessageBody,
  type OutgoingAttachment,
  type OutgoingContent,
  type SendOptions,
  type Transfer,
} from "../api.ts";
import { checkedBody } from "../conversations/check-content.ts";
import type { Compose } from "../conversations/compose.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { messageView } from "../conversations/message-view.ts";
import type { Context } from "../core/context.ts";
import { Serial } from "../core/serial.ts";
import { ClientError } from "../errors.ts";
import { cleanFileName, cleanMimeType, harmlessType, isPreview } from "../payload/clean-file.ts";
import { MAX_TEXT } from "../payload/payload.ts";
import { isLonger } from "../payload/text-limits.ts";
import {
  type AttachmentRecord,
  attachmentTable,
  fileTable,
  uploadTable,
} from "../records/attachment-record.ts";
import type { MessageRecord } from "../records/message-record.ts";
import { isSmsConversation } from "../sms/sms-conversation-id.ts";
import { notOverSms } from "../sms/sms-errors.ts";
import type { SmsTexts } from "../sms/sms-text.ts";
import type { Transaction } from "../store/transaction.ts";
import { attachmentView, fileIn, reachOf, withTransfer } from "./attachment-body.ts";
import { Downloads } from "./downloads.ts";
import { newFileId } from "./file-id.ts";
import { fileBlob, roomError } from "./file-rows.ts";
import { LINK_DAYS } from "./link-for.ts";
import { linkText } from "./link-text.ts";
import { type MediaServer, terminateUpload } from "./media-server.ts";
import { storeFile } from "./store-file.ts";
import { removeAllFiles, sweepFiles } from "./sweep-files.ts";
import { saveTransfer } from "./transfers.ts";
import { Uploads } from "./uploads.ts";

export interface AttachmentParts {
  readonly log: MessageLog;
  readonly compose: Compose;
  readonly texts: SmsTexts;
  readonly server: MediaServer;
}

interface FileOptions {
  readonly id?: string | undefined;
  readonly replyTo?: string | undefined;
}

/**
 * Files in conversations. A file is in the local store before its message is, is uploaded in the background, and its message
 * goes out when the server has it: encrypted like any other, or to a phone as a link.
 */
export class Attachments {
  readonly #context: Context;
  readonly #parts: AttachmentParts;
  readonly #uploads: Uploads;
  readonly #downloads: Downloads;
  readonly #storing = new Set<string>();
  readonly #sweeps = new Serial();
  readonly #stopListening: () => void;

  constructor(context: Context, parts: AttachmentParts) {
    this.#context = context;
    this.#parts = parts;
    const { log, server } = parts;
    this.#uploads = new Uploads(context, {
      log,
      server,
      onUploaded: (tx, message, record) => this.#send(tx, message, record),
    });
    this.#downloads = new Downloads(context, log, server);
    this.#stopListening = context.changes.subscribe((event) => {
      const gone =
        event.type === "message-removed" ||
        event.type === "conversation-removed" ||
        (event.type === "message" && event.message.body.kind === "deleted");
      if (gone) void this.sweep().catch(() => context.log("files.unswept"));
    });
  }

  /** Throws ClientError `empty_file`, `too_large`, `too_long`, `storage_full`, and what writing to the conversation throws. */
  async send(
    conversation: string,
    outgoing: OutgoingAttachment,
    options: SendOptions = {},
  ): Promise<Message> {
    const { caption: text = "", replyTo } = outgoing;
    if (isLonger(text, MAX_TEXT)) throw new ClientError("too_long", "The caption is too long.");
    const attachment = outgoingView(outgoing);
    const body = { kind: "attachment", attachment, text } as const;
    return this.#sendFile(conversation, outgoing.file, body, { replyTo, ...options });
  }

  /** As `send`, for a message with a file in its header. Throws ClientError. */
  async sendInteractive(
    conversation: string,
    content: Extract<OutgoingContent, { kind: "interactive" }>,
    file: Blob,
    options: SendOptions,
  ): Promise<Message> {
    if (isSmsConversation(conversation)) throw notOverSms();
    const body = checkedBody(content, (header) => outgoingView(header as OutgoingAttachment));
    return this.#sendFile(conversation, file, body, options);
  }

  /** A message that is there under the id asked for is returned; its file is not stored again. */
  async #sendFile(
    conversation: string,
    blob: Blob,
    body: MessageBody,
    options: FileOptions,
  ): Promise<Message> {
    if (blob.size === 0) throw new ClientError("empty_file", "The file is empty.");
    if (blob.size > MAX_ATTACHMENT_BYTES)
      throw new ClientError("too_large", "The file is too large: 100 MB at most.");
    const { db } = this.#context;
    const known = await this.#parts.compose.known(db, conversation, options.id);
    if (known !== undefined) return messageView(known);
    const id = options.id ?? generateStanzaId();
    const file = newFileId();
    this.#storing.add(file);
    let placed = false;
    try {
      const stored = await storeFile(db, file, blob, { conversation, id });
      return await db.transact(async (tx) => {
        const other = await this.#parts.compose.known(tx, conversation, options.id);
        if (other !== undefined) return messageView(other);
        const message = await this.#place(tx, conversation, body, { ...options, id }, stored);
        placed = true;
        return messageView(message);
      });
    } catch (error) {
      placed = false;
      throw roomError(error);
    } finally {
      this.#storing.delete(file);
      if (!placed) void this.sweep().catch(() => this.#context.log("files.unswept"));
    }
  }

  async cancel(conversation: string, id: string): Promise<void> {
    if (await this.#downloads.cancel(conversation, id)) return;
    const url = await this.#context.db.transact(async (tx) => {
      const record = await attachmentTable.get(tx, conversation, id);
      if (record === undefined || !(await uploadTable.has(tx, record.file))) return undefined;
      this.#uploads.cancel(tx, record.file);
      const { uploadUrl, ...rest } = record;
      attachmentTable.put(tx, [conversation, id], rest);
      const failed = { status: "failed", failure: "You stopped the upload." } as const;
      await saveTransfer(this.#parts.log, tx, conversation, id, { state: "cancelled" }, failed);
      return uploadUrl;
    });
    if (url !== undefined) await terminateUpload(this.#parts.server, url);
  }

  download(conversation: string, id: string): Promise<void> {
    return this.#downloads.start(conversation, id);
  }

  async file(conversation: string, id: string): Promise<Blob | undefined> {
    const { db } = this.#context;
    const record = await attachmentTable.get(db, conversation, id);
    const message = await this.#parts.log.find(db, conversation, id);
    const shown = message === undefined ? undefined : fileIn(message.body);
    if (!record?.complete || shown === undefined) return undefined;
    return fileBlob(db, record.file, record.size, harmlessType(shown.type));
  }

  /** Sends a message with a file that failed once more. False when it is no such message. */
  retry(conversation: string, id: string): Promise<boolean> {
    return this.#context.db.transact(async (tx) => {
      const record = await attachmentTable.get(tx, conversation, id);
      const message = await this.#parts.log.find(tx, conversation, id);
      const shown = message === undefined ? undefined : fileIn(message.body);
      if (record === undefined || message === undefined || shown === undefined) return false;
      if (message.status !== "failed") return true;
      const { failure: _failure, ...rest } = message;
      if (record.media === undefined) {
        await this.#parts.log.save(tx, {
          ...rest,
          status: "queued",
          body: withTransfer(message.body, uploading(shown.size)),
        });
        this.#schedule(tx, conversation, id, record);
      } else if (isSmsConversation(conversation)) {
        await this.#again(tx, message, record);
      } else {
        const queued = { ...rest, status: "queued" as const };
        await this.#parts.log.save(tx, queued);
        await this.#send(tx, queued, record);
      }
      return true;
    });
  }

  open(): void {
    this.#uploads.open();
  }

  close(): void {
    this.#uploads.close();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#uploads.close();
    await Promise.all([this.#uploads.idle(), this.#downloads.stop(), this.#sweeps.idle()]);
  }

  sweep(): Promise<void> {
    const isNew = (file: string) => this.#storing.has(file);
    return this.#sweeps.run(() =>
      sweepFiles(this.#context, { ...this.#parts, uploads: this.#uploads, isNew }),
    );
  }

  /** Takes all files away from this device, before the rest of the store is emptied. */
  async forget(): Promise<void> {
    this.#uploads.close();
    await this.#uploads.idle();
    await removeAllFiles(this.#context);
  }

  async #place(
    tx: Transaction,
    conversation: string,
    body: MessageBody,
    options: FileOptions & { readonly id: string },
    stored: AttachmentRecord,
  ): Promise<MessageRecord> {
    const { compose, texts } = this.#parts;
    const { id } = options;
    const sms = isSmsConversation(conversation);
    const message = sms
      ? await texts.show(tx, conversation, body, options)
      : await compose.add(tx, conversation, body, options);
    const record = sms ? { ...stored, keepDays: LINK_DAYS } : stored;
    attachmentTable.put(tx, [conversation, id], record);
    this.#schedule(tx, conversation, id, record);
    return message;
  }

  #schedule(tx: Transaction, conversation: string, id: string, { file }: AttachmentRecord): void {
    uploadTable.put(tx, [file], { conversation, id, at: this.#context.clock() });
    tx.afterCommit(() => this.#uploads.kick());
  }

  async #send(tx: Transaction, message: MessageRecord, record: AttachmentRecord): Promise<void> {
    const reach = reachOf(record);
    if (reach === undefined) return;
    const { compose, texts, server } = this.#parts;
    const { body, conversation } = message;
    if (!isSmsConversation(conversation)) return compose.queue(tx, message, reach);
    if (body.kind === "attachment") await texts.queue(tx, message, linkText(server.linkUrl, body, reach));
  }

  /** To the gateway the old id is a text that it has given up. */
  async #again(tx: Transaction, failed: MessageRecord, record: AttachmentRecord): Promise<void> {
    const { conversation, body } = failed;
    const id = generateStanzaId();
    await this.#parts.log.remove(tx, conversation, [failed.id]);
    attachmentTable.delete(tx, conversation, failed.id);
    attachmentTable.put(tx, [conversation, id], record);
    fileTable.put(tx, [record.file], { conversation, id, size: record.size });
    const message = await this.#parts.texts.show(tx, conversation, body, { id, replyTo: undefined });
    await this.#send(tx, message, record);
  }
}

function outgoingView(outgoing: OutgoingAttachment): Attachment {
  const { file, name, type, kind, width, height, durationMs, preview, voice } = outgoing;
  const content = {
    shape: kind,
    name: cleanFileName(name),
    type: cleanMimeType(type),
    size: file.size,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
    ...(preview === undefined || !isPreview(preview) ? {} : { preview }),
    ...(voice === true ? { voice } : {}),
  };
  return attachmentView(content, uploading(file.size));
}

function uploading(size: number): Transfer {
  return { state: "uploading", done: 0, total: encryptedSize(size) };
}
