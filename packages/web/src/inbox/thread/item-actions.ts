import type { ItemView } from "@culver/business/inbox-api";
import { Copy, Reply } from "lucide-react";
import type { MenuItem, Place } from "../../ui/layers.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { bodyPreview } from "../lib/body-preview.ts";

/** Whether it travelled between customer and business, so that it can be answered. */
function isMessage({ direction, body, id }: ItemView): boolean {
  return (
    direction !== "inside" && body.kind !== "deleted" && body.kind !== "event" && !id.startsWith("local-")
  );
}

function replyTo(inbox: Inbox, item: ItemView): void {
  inbox.drafts.change(item.thread, { replyTo: item, isNote: false });
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer]")?.focus());
}

function react(inbox: Inbox, item: ItemView, emoji: string): void {
  inbox.client.send(item.thread, { kind: "reaction", message: item.id, emoji }).catch(inbox.refused);
}

/** What can be done with a message. */
export function openItemMenu(inbox: Inbox, item: ItemView, place: Place): void {
  const words = inboxWords.thread;
  const items: MenuItem[] = [];
  if (isMessage(item))
    items.push({ key: "reply", label: words.reply, icon: Reply, run: () => replyTo(inbox, item) });
  items.push({
    key: "copy",
    label: words.copyText,
    icon: Copy,
    run: () => {
      navigator.clipboard
        .writeText(bodyPreview(item.body))
        .then(() => inbox.toasts.show(inboxWords.app.copied), inbox.refused);
    },
  });
  // SMS has no reactions.
  const reacts = isMessage(item) && item.direction === "in" && item.channel === "app";
  inbox.layers.open({
    kind: "menu",
    label: words.actions,
    place,
    items,
    ...(reacts && {
      reactions: {
        own: undefined,
        pick: (emoji: string) => react(inbox, item, emoji),
        more: () => inbox.layers.open({ kind: "emoji", place, pick: (emoji) => react(inbox, item, emoji) }),
      },
    }),
  });
}

/** Answers the message that has the focus, else the customer's last one. */
export function replyToFocused(inbox: Inbox): void {
  const id = document.activeElement?.closest<HTMLElement>("[data-message]")?.dataset.message;
  const { items } = inbox.timeline.get();
  const item =
    items.find((one) => one.id === id) ?? items.findLast((one) => one.direction === "in" && isMessage(one));
  if (item !== undefined && isMessage(item)) replyTo(inbox, item);
}
