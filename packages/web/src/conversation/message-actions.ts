import type { Message } from "@culver/client";
import {
  Copy,
  Forward,
  Info,
  ListChecks,
  Pencil,
  Reply,
  RotateCw,
  Star,
  StarOff,
  Trash2,
} from "lucide-react";
import type { App } from "../app/app.ts";
import { attachmentItems } from "../attachments/attachment-items.ts";
import { kindWord } from "../attachments/kind-icons.ts";
import { previewOf } from "../chats/preview.ts";
import { answerItems } from "../interactive/answer-items.ts";
import { fileOf, isContent } from "../lib/content.ts";
import { contentText, interactiveLabel } from "../lib/content-text.ts";
import { plainText } from "../lib/markup.ts";
import { isSmsChat } from "../lib/sms.ts";
import { focusComposer } from "../shell/regions.ts";
import { undoTime } from "../state/removals.ts";
import type { MenuItem, Place } from "../ui/layers.ts";
import { words } from "../words/index.ts";

/** The message an element of the list belongs to. */
export function messageAt(
  app: App,
  element: Element | null,
): { message: Message; element: HTMLElement } | undefined {
  const row = element?.closest<HTMLElement>("[data-message]");
  const message = app.timeline.get().messages.find(({ id }) => id === row?.dataset.message);
  return row == null || message === undefined ? undefined : { message, element: row };
}

function tell(app: App): (error: unknown) => void {
  return () => app.toasts.show(words.message.acted, { danger: true });
}

export function startReply(app: App, message: Message): void {
  if (isSmsChat(message.conversation)) return;
  const { text } = app.composers.of(message.conversation);
  app.composers.change(message.conversation, { text, replyTo: message });
  requestAnimationFrame(focusComposer);
}

export function startEdit(app: App, message: Message): void {
  if (message.body.kind !== "text" || isSmsChat(message.conversation)) return;
  app.composers.change(message.conversation, { text: message.body.text, editing: message });
  requestAnimationFrame(focusComposer);
}

function ownReaction(app: App, message: Message): string | undefined {
  const account = app.self.get()?.account;
  return message.reactions.find(({ authors }) => authors.some((author) => author === account))?.emoji;
}

/** Reacts, or takes the same reaction back. */
export function toggleReaction(app: App, message: Message, emoji: string): void {
  const next = ownReaction(app, message) === emoji ? "" : emoji;
  app.client.react(message.conversation, message.id, next).catch(tell(app));
}

export function openReactions(app: App, message: Message, anchor: HTMLElement): void {
  if (isSmsChat(message.conversation)) return;
  const box = anchor.getBoundingClientRect();
  app.layers.open({
    kind: "emoji",
    place: { x: box.left + box.width / 3, y: box.bottom },
    pick: (emoji) => toggleReaction(app, message, emoji),
  });
}

function remove(app: App, message: Message, forAll: boolean): void {
  const { conversation, id } = message;
  const work = async (): Promise<void> => {
    if (forAll) await app.client.deleteForAll(conversation, id);
    else {
      await app.client.deleteForMe(conversation, [id]);
      if (app.timeline.get().conversation === conversation) app.timeline.remove(new Set([id]));
    }
  };
  const undo = app.removals.begin([id], work, tell(app));
  const text = forAll ? words.message.deletedForAllToast : words.message.deletedToast;
  app.toasts.show(text, { action: { label: words.app.undo, run: undo }, time: undoTime });
}

/** Hides several at once, with one undo for all of them. */
export function removeForMe(app: App, messages: readonly Message[]): void {
  const conversation = messages[0]?.conversation;
  if (conversation === undefined) return;
  const ids = messages.map(({ id }) => id);
  const work = async (): Promise<void> => {
    await app.client.deleteForMe(conversation, ids);
    if (app.timeline.get().conversation === conversation) app.timeline.remove(new Set(ids));
  };
  const undo = app.removals.begin(ids, work, tell(app));
  app.toasts.show(words.selection.deleted(ids.length), {
    action: { label: words.app.undo, run: undo },
    time: undoTime,
  });
}

export function forwardMessages(app: App, messages: readonly Message[]): void {
  app.layers.open({ kind: "forward", messages });
}

export function openDeleteMenu(app: App, message: Message, place: Place): void {
  const forAll =
    message.outgoing &&
    isContent(message.body) &&
    message.status !== "failed" &&
    !isSmsChat(message.conversation);
  const items: MenuItem[] = [
    {
      key: "me",
      label: words.message.deleteForMe,
      icon: Trash2,
      danger: true,
      run: () => remove(app, message, false),
    },
  ];
  if (forAll) {
    items.push({
      key: "all",
      label: words.message.deleteForAll,
      icon: Trash2,
      danger: true,
      run: () => remove(app, message, true),
    });
  }
  app.layers.open({ kind: "menu", label: words.message.delete, place, items });
}

export function copyMessage(app: App, message: Message): void {
  copyMessages(app, [message]);
}

/** The texts of messages, one under the other. */
export function copyMessages(app: App, messages: readonly Message[]): void {
  const texts = messages.flatMap(({ body }) =>
    isContent(body) && contentText(body) !== "" ? [contentText(body)] : [],
  );
  if (texts.length === 0) return;
  navigator.clipboard
    .writeText(texts.join("\n"))
    .then(() => app.toasts.show(words.message.copied), tell(app));
}

function items(app: App, message: Message, place: Place): readonly MenuItem[] {
  const { conversation, id, starred, outgoing, status, body } = message;
  const bySms = isSmsChat(conversation);
  const list: MenuItem[] = [];
  if (status === "failed") {
    list.push({
      key: "retry",
      label: words.message.retry,
      icon: RotateCw,
      run: () => void app.client.retry(conversation, id).catch(tell(app)),
    });
  }
  list.push(...answerItems(app, message));
  const file = fileOf(body);
  if (file !== undefined) list.push(...attachmentItems(app, message, file));
  if (isContent(body)) {
    if (status !== "failed" && !bySms)
      list.push({
        key: "reply",
        label: words.message.reply,
        icon: Reply,
        run: () => startReply(app, message),
      });
    if (outgoing && status !== "failed" && !bySms && body.kind === "text")
      list.push({ key: "edit", label: words.message.edit, icon: Pencil, run: () => startEdit(app, message) });
    if (contentText(body) !== "")
      list.push({ key: "copy", label: words.message.copy, icon: Copy, run: () => copyMessage(app, message) });
    list.push({
      key: "forward",
      label: words.message.forward,
      icon: Forward,
      run: () => forwardMessages(app, [message]),
    });
    list.push({
      key: "star",
      label: starred ? words.message.unstar : words.message.star,
      icon: starred ? StarOff : Star,
      run: () => void app.client.star(conversation, id, !starred).catch(tell(app)),
    });
  }
  if (outgoing)
    list.push({
      key: "info",
      label: words.message.info,
      icon: Info,
      run: () => app.layers.open({ kind: "info", message }),
    });
  list.push({
    key: "select",
    label: words.message.select,
    icon: ListChecks,
    run: () => app.selection.start(id),
  });
  list.push({
    key: "delete",
    label: words.message.delete,
    icon: Trash2,
    danger: true,
    keepsOpen: true,
    run: () => openDeleteMenu(app, message, place),
  });
  return list;
}

export function openMessageMenu(app: App, message: Message, place: Place, anchor: HTMLElement): void {
  const reactable =
    isContent(message.body) &&
    message.status !== "failed" &&
    message.status !== "queued" &&
    !isSmsChat(message.conversation);
  app.layers.open({
    kind: "menu",
    label: words.message.actions,
    place,
    items: items(app, message, place),
    ...(reactable && {
      reactions: {
        own: ownReaction(app, message),
        pick: (emoji) => toggleReaction(app, message, emoji),
        more: () => openReactions(app, message, anchor),
      },
    }),
  });
}

/** A message as a sentence, for who listens rather than looks. */
export function messageText(message: Message): string {
  const { body } = message;
  if (body.kind === "deleted")
    return message.outgoing ? words.conversation.deletedOwn : words.conversation.deleted;
  if (body.kind === "attachment") {
    const { kind, name } = body.attachment;
    const what =
      kind === "document" ? `${words.attachment.kinds.document} ${name}` : kindWord(body.attachment);
    return body.text === "" ? what : `${what}, ${plainText(body.text)}`;
  }
  if (body.kind === "interactive") return interactiveLabel(body.interactive);
  return previewOf(message);
}
