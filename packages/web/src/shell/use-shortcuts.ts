import { useEffect } from "react";
import { flushSync } from "react-dom";
import type { App } from "../app/app.ts";
import { useApp } from "../app/app-context.ts";
import { setArchived } from "../chats/chat-actions.ts";
import { messageAt, openReactions, startReply } from "../conversation/message-actions.ts";
import { isUnread } from "../state/conversations.ts";
import { focusComposer, focusNextRegion } from "./regions.ts";
import { type ShortcutName, shortcutOf } from "./shortcuts.ts";

function move(app: App, step: 1 | -1, unreadOnly: boolean): void {
  const route = app.router.get();
  const here = route.view === "chat" ? route.conversation : undefined;
  const all = app.conversations.get().order.filter((one) => !one.archived || one.id === here);
  const from = all.findIndex(({ id }) => id === here);
  const count = all.length;
  for (let distance = 1; distance <= count; distance += 1) {
    const start = from === -1 && step === -1 ? 0 : from;
    const next = all[(start + step * distance + count * 2) % count];
    if (next !== undefined && (!unreadOnly || isUnread(next))) {
      app.router.go({ view: "chat", conversation: next.id });
      return;
    }
  }
}

function focusSearch(selector: string): void {
  const input = document.querySelector<HTMLInputElement>(selector);
  input?.focus();
  input?.select();
}

function run(app: App, name: ShortcutName, index: number): boolean {
  const route = app.router.get();
  const conversation =
    route.view === "chat" ? app.conversations.get().byId.get(route.conversation) : undefined;
  switch (name) {
    case "previous":
    case "next":
    case "previousUnread":
    case "nextUnread":
      move(app, name.startsWith("next") ? 1 : -1, name.endsWith("Unread"));
      return true;
    case "nth": {
      const chat = app.conversations.get().order.filter((one) => !one.archived)[index];
      if (chat !== undefined) app.router.go({ view: "chat", conversation: chat.id });
      return chat !== undefined;
    }
    case "newChat":
      app.router.go({ view: "new" });
      return true;
    case "settings":
      app.router.go({ view: "settings" });
      return true;
    case "search":
      if (route.view === "new" || route.view === "settings")
        flushSync(() => app.router.go({ view: "chats" }));
      focusSearch("[data-search]");
      return true;
    case "searchInChat":
      window.dispatchEvent(new CustomEvent("culver:search-in-chat"));
      return conversation !== undefined;
    case "regions":
      focusNextRegion();
      return true;
    case "composer":
      focusComposer();
      return conversation !== undefined;
    case "attach": {
      const button = document.querySelector<HTMLElement>("[data-attach]");
      button?.click();
      return button !== null;
    }
    case "newest":
      window.dispatchEvent(new CustomEvent("culver:newest"));
      return conversation !== undefined;
    case "archive":
    case "unarchive":
      if (conversation !== undefined) setArchived(app, conversation, name === "archive");
      return conversation !== undefined;
    case "details":
      if (conversation === undefined) return false;
      if (route.view === "chat" && route.details === true) app.router.up();
      else app.router.go({ view: "chat", conversation: conversation.id, details: true });
      return true;
    case "guide":
      app.layers.open({ kind: "keyboard" });
      return true;
    case "reply":
    case "react": {
      const found = messageAt(app, document.activeElement);
      if (found === undefined) return false;
      if (name === "reply") startReply(app, found.message);
      else openReactions(app, found.message, found.element);
      return true;
    }
  }
}

/** Escape leaves one thing at a time: search and composer first see to it themselves, then one level out. */
function leave(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || app.layers.get() !== undefined) return;
  if (app.selection.get() !== undefined) {
    event.preventDefault();
    app.selection.end();
    return;
  }
  const route = app.router.get();
  if (route.view === "chats") return;
  event.preventDefault();
  app.router.up();
}

export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        leave(app, event);
        return;
      }
      const shortcut = shortcutOf(event);
      if (shortcut === undefined || app.layers.get() !== undefined) return;
      if (run(app, shortcut.name, shortcut.index ?? 0)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [app]);
}
