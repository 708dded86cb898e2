import type { Attachment, Message, Transfer } from "@culver/client";
import { fileOf } from "../src/lib/content.ts";
import { largestFile } from "../src/lib/file-limit.ts";
import { DemoError, pause } from "./demo-sign-up.ts";

export interface DemoTransfers {
  /** Files by message id: what can be fetched. */
  readonly files: Map<string, Blob>;
  upload(message: Message): Promise<boolean>;
  download(message: Message): Promise<void>;
  cancel(id: string): void;
}

/** Bytes a second; slow enough to be seen. */
const speed = 600_000;
const step = 120;

export function attachmentOf(message: Message): Attachment {
  const attachment = fileOf(message.body);
  if (attachment === undefined) throw new DemoError("not_found", "No such file.");
  return attachment;
}

export function withTransfer(message: Message, transfer: Transfer): Message {
  const { body } = message;
  if (body.kind === "attachment")
    return { ...message, body: { ...body, attachment: { ...body.attachment, transfer } } };
  if (body.kind !== "interactive" || body.interactive.header?.kind !== "attachment") return message;
  const { header } = body.interactive;
  const attachment = { ...header.attachment, transfer };
  return {
    ...message,
    body: { ...body, interactive: { ...body.interactive, header: { ...header, attachment } } },
  };
}

export function checkSize(file: Blob): void {
  if (file.size === 0) throw new DemoError("empty_file", "The file is empty.");
  if (file.size > largestFile) throw new DemoError("too_large", "The file is too large.");
}

/** Moves no bytes, but looks like it: progress in steps, cancelled when asked. */
export function demoTransfers(
  find: (message: Message) => Message,
  show: (message: Message) => void,
): DemoTransfers {
  const files = new Map<string, Blob>();
  const running = new Set<string>();
  const run = async (message: Message, state: "uploading" | "downloading"): Promise<boolean> => {
    const { size: total } = attachmentOf(message);
    running.add(message.id);
    for (let done = 0; done < total; done += Math.max((speed * step) / 1000, total / 12)) {
      if (!running.has(message.id)) return false;
      show(withTransfer(find(message), { state, done: Math.round(done), total }));
      await pause(step);
    }
    if (!running.delete(message.id)) return false;
    show(withTransfer(find(message), { state: "ready" }));
    return true;
  };
  return {
    files,
    upload: (message) => run(message, "uploading"),
    async download(message) {
      const { transfer } = attachmentOf(message);
      if (transfer.state === "ready" || running.has(message.id)) return;
      if (transfer.state === "expired") throw new DemoError("expired", "The server no longer has this file.");
      await run(message, "downloading");
    },
    cancel(id) {
      running.delete(id);
    },
  };
}
