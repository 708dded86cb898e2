import type { Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { fileOf } from "../lib/content.ts";
import { words } from "../words/index.ts";

/** Long enough for a browser to have begun to write it. Milliseconds. */
const revokeAfter = 60_000;

/** Hands the decrypted file to the browser's downloads, fetching it first where need be. It is never opened. */
export async function saveFile(app: App, message: Message): Promise<void> {
  const attachment = fileOf(message.body);
  if (attachment === undefined) return;
  const { conversation, id } = message;
  const { name } = attachment;
  try {
    let file = await app.client.attachmentFile(conversation, id);
    if (file === undefined) {
      await app.client.download(conversation, id);
      file = await app.client.attachmentFile(conversation, id);
    }
    if (file === undefined) {
      app.toasts.show(words.attachment.gone, { danger: true });
      return;
    }
    const url = URL.createObjectURL(file.slice(0, file.size, "application/octet-stream"));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), revokeAfter);
  } catch (error) {
    app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true });
  }
}
