import type { Conversation } from "@culver/client";
import { Archive, ArchiveRestore, Bell, BellOff, Mail, MailCheck, Pin, PinOff, Trash2 } from "lucide-react";
import type { App } from "../app/app.ts";
import { isMuted, isUnread } from "../state/conversations.ts";
import type { MenuItem, Place } from "../ui/layers.ts";
import { words } from "../words/index.ts";

const hour = 3_600_000;
/** The year 9999: "always", in a form that every store can hold. */
export const foreverMuted = 253_402_300_799_000;

type Changes = Parameters<App["client"]["setConversation"]>[1];

/** Shows a change at once and then makes it; puts it back when that fails. */
export function changeConversation(app: App, conversation: Conversation, changes: Changes): void {
  const { mutedUntil, ...rest } = changes;
  const { mutedUntil: before, ...others } = conversation;
  const until = mutedUntil === undefined ? before : (mutedUntil ?? undefined);
  app.conversations.put({ ...others, ...rest, ...(until !== undefined && { mutedUntil: until }) });
  app.client.setConversation(conversation.id, changes).catch(() => {
    app.conversations.put(conversation);
    app.toasts.show(words.message.acted, { danger: true });
  });
}

export function setArchived(app: App, conversation: Conversation, archived: boolean): void {
  if (conversation.archived === archived) return;
  changeConversation(app, conversation, { archived });
  if (!archived) return;
  const undo = (): void => {
    const current = app.conversations.get().byId.get(conversation.id);
    if (current !== undefined) changeConversation(app, current, { archived: false });
  };
  app.toasts.show(words.chats.archivedToast, { action: { label: words.app.undo, run: undo } });
}

export function confirmDelete(app: App, conversation: Conversation): void {
  const run = async (): Promise<void> => {
    await app.client.deleteConversation(conversation.id);
    app.conversations.remove(conversation.id);
    const route = app.router.get();
    if (route.view === "chat" && route.conversation === conversation.id)
      app.router.go({ view: "chats" }, { replace: true });
  };
  app.layers.open({
    kind: "confirm",
    title: words.chats.delete.title(conversation.title),
    text: conversation.sms === undefined ? words.chats.delete.text : words.chats.delete.smsText,
    action: words.chats.menu.delete,
    danger: true,
    run: () => void run().catch(() => app.toasts.show(words.message.acted, { danger: true })),
  });
}

export function openMuteMenu(app: App, conversation: Conversation, place: Place): void {
  const mute = (mutedUntil: number) => () => changeConversation(app, conversation, { mutedUntil });
  app.layers.open({
    kind: "menu",
    label: words.chats.mute.title,
    place,
    items: [
      { key: "hours", label: words.chats.mute.hours, run: () => mute(Date.now() + 8 * hour)() },
      { key: "week", label: words.chats.mute.week, run: () => mute(Date.now() + 7 * 24 * hour)() },
      { key: "always", label: words.chats.mute.always, run: mute(foreverMuted) },
    ],
  });
}

export function mutedAlways(mutedUntil: number): boolean {
  return mutedUntil >= foreverMuted;
}

function items(app: App, conversation: Conversation, place: Place): readonly MenuItem[] {
  const { menu } = words.chats;
  const { pinned, archived } = conversation;
  const muted = isMuted(conversation);
  const unread = isUnread(conversation);
  const toggleRead = (): void => {
    if (unread) {
      app.conversations.put({ ...conversation, unread: 0, markedUnread: false });
      app.client.markRead(conversation.id).catch(() => app.conversations.put(conversation));
      if (conversation.markedUnread)
        changeConversation(app, { ...conversation, unread: 0 }, { markedUnread: false });
    } else changeConversation(app, conversation, { markedUnread: true });
  };
  return [
    {
      key: "read",
      label: unread ? menu.read : menu.unread,
      icon: unread ? MailCheck : Mail,
      run: toggleRead,
    },
    {
      key: "pin",
      label: pinned ? menu.unpin : menu.pin,
      icon: pinned ? PinOff : Pin,
      run: () => changeConversation(app, conversation, { pinned: !pinned }),
    },
    muted
      ? {
          key: "mute",
          label: menu.unmute,
          icon: Bell,
          run: () => changeConversation(app, conversation, { mutedUntil: null }),
        }
      : {
          key: "mute",
          label: menu.mute,
          icon: BellOff,
          keepsOpen: true,
          run: () => openMuteMenu(app, conversation, place),
        },
    {
      key: "archive",
      label: archived ? menu.unarchive : menu.archive,
      icon: archived ? ArchiveRestore : Archive,
      run: () => setArchived(app, conversation, !archived),
    },
    {
      key: "delete",
      label: menu.delete,
      icon: Trash2,
      danger: true,
      run: () => confirmDelete(app, conversation),
    },
  ];
}

export function openChatMenu(
  app: App,
  conversation: Conversation,
  place: Place,
  extra: readonly MenuItem[] = [],
): void {
  app.layers.open({
    kind: "menu",
    label: conversation.title,
    place,
    items: [...extra, ...items(app, conversation, place)],
  });
}
