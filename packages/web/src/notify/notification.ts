import type { Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { previewOf } from "../chats/preview.ts";
import { isContent } from "../lib/content.ts";
import { isMuted } from "../state/conversations.ts";
import { words } from "../words/index.ts";

function bodyOf(message: Message): string | undefined {
  if (isContent(message.body)) return previewOf(message);
  return message.body.kind === "undecryptable" ? words.conversation.undecryptable : undefined;
}

async function show(title: string, options: NotificationOptions, open: () => void): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration !== undefined) {
    await registration.showNotification(title, options);
    return;
  }
  const notification = new Notification(title, options);
  notification.onclick = () => {
    window.focus();
    open();
    notification.close();
  };
}

/** One notification per chat, replaced rather than stacked; made on this device from what it decrypted itself. */
export async function notifyOf(app: App, message: Message): Promise<void> {
  const { notify, notifyPreview } = app.preferences.get();
  const conversation = app.conversations.get().byId.get(message.conversation);
  const body = bodyOf(message);
  if (!notify || Notification.permission !== "granted" || body === undefined) return;
  if (conversation === undefined || isMuted(conversation) || conversation.archived) return;
  const path = `/c/${encodeURIComponent(conversation.id)}`;
  const options: NotificationOptions & { renotify: boolean } = {
    body: notifyPreview ? body.slice(0, 160) : words.notify.hidden,
    tag: conversation.id,
    renotify: true,
    icon: "/icons/icon-192.png",
    data: { path },
  };
  await show(notifyPreview ? conversation.title : words.app.name, options, () =>
    app.router.go({ view: "chat", conversation: conversation.id }),
  );
}

/** Takes away the notification of a chat that has been read. */
export async function clearNotification(conversation: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const shown = (await registration?.getNotifications({ tag: conversation })) ?? [];
  for (const notification of shown) notification.close();
}
