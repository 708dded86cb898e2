import type { Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { fileOf, isContent } from "../lib/content.ts";
import { contentText } from "../lib/content-text.ts";
import { isSmsChat } from "../lib/sms.ts";
import { words } from "../words/index.ts";

/** The file of a message, fetched where need be. */
async function fileFor(app: App, conversation: string, id: string): Promise<Blob> {
  const here = await app.client.attachmentFile(conversation, id);
  if (here === undefined) await app.client.download(conversation, id);
  const file = here ?? (await app.client.attachmentFile(conversation, id));
  if (file === undefined) throw new Error(words.attachment.gone);
  return file;
}

/** Sends what a message says, or its file with its caption, to another chat. Buttons answer whoever asked, so they stay behind. */
async function forwardOne(app: App, { conversation, id, body }: Message, to: string): Promise<void> {
  if (!isContent(body)) return;
  const attachment = fileOf(body);
  if (attachment !== undefined) {
    const { transfer: _, size: __, ...about } = attachment;
    const file = await fileFor(app, conversation, id);
    const caption = contentText(body);
    await app.client.sendAttachment(to, { ...about, file, ...(caption !== "" && { caption }) });
  } else if ((body.kind === "place" || body.kind === "contacts") && !isSmsChat(to))
    await app.client.send(to, body);
  else await app.client.sendText(to, contentText(body));
}

/** Sends messages anew to each chat, in their order; each chat gets them in the same order. */
export async function sendForwarded(
  app: App,
  messages: readonly Message[],
  conversations: readonly string[],
): Promise<void> {
  const sendTo = async (conversation: string): Promise<void> => {
    for (const message of messages) await forwardOne(app, message, conversation);
  };
  const outcomes = await Promise.allSettled(conversations.map(sendTo));
  const failed = outcomes.filter(({ status }) => status === "rejected").length;
  const [only] = conversations;
  if (failed > 0) app.toasts.show(words.forward.failed(failed), { danger: true });
  else if (only !== undefined && conversations.length === 1 && only !== app.timeline.get().conversation) {
    const run = (): void => app.router.go({ view: "chat", conversation: only });
    app.toasts.show(words.forward.done(1), { action: { label: words.forward.open, run } });
  } else app.toasts.show(words.forward.done(conversations.length));
}
