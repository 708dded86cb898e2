import { useEffect } from "react";
import { findShortcut } from "../../lib/shortcut.ts";
import type { Inbox } from "../app/inbox.ts";
import { chooseFiles } from "../composer/choose-files.ts";
import { sendFiles } from "../composer/send.ts";
import { replyToFocused } from "../thread/item-actions.ts";
import { setState, takeOrGiveBack } from "../thread/thread-actions.ts";
import { inboxKeys } from "./keys.ts";

const filters = ["open", "mine", "unassigned", "closed", "all"] as const;

function move(inbox: Inbox, step: 1 | -1, unreadOnly: boolean): void {
  const { threads, router } = inbox;
  const route = router.get();
  const here = route.view === "thread" ? route.thread : undefined;
  const all = threads.shown(threads.get());
  const from = all.findIndex(({ id }) => id === here);
  for (let distance = 1; distance <= all.length; distance += 1) {
    const start = from === -1 && step === -1 ? 0 : from;
    const next = all[(start + step * distance + all.length * 2) % all.length];
    if (next !== undefined && (!unreadOnly || next.unread > 0)) {
      router.go({ view: "thread", thread: next.id });
      return;
    }
  }
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

function run(inbox: Inbox, name: (typeof inboxKeys)[number]["name"]): void {
  const route = inbox.router.get();
  const thread = route.view === "thread" ? inbox.threads.get().byId.get(route.thread) : undefined;
  switch (name) {
    case "previous":
      move(inbox, -1, false);
      return;
    case "next":
      move(inbox, 1, false);
      return;
    case "nextUnread":
      move(inbox, 1, true);
      return;
    case "begin":
      inbox.layers.open({ kind: "begin" });
      return;
    case "search":
      if (route.view !== "inbox" && route.view !== "thread") inbox.router.go({ view: "inbox" });
      requestAnimationFrame(() => focus("[data-search]"));
      return;
    case "composer":
      focus("[data-composer]");
      return;
    case "note":
      if (thread === undefined) return;
      inbox.drafts.change(thread.id, { isNote: !inbox.drafts.of(thread.id).isNote });
      focus("[data-composer]");
      return;
    case "newest":
      window.dispatchEvent(new CustomEvent("culver:newest"));
      return;
    case "attach":
      // Where nothing can be written, nothing can be attached.
      if (thread !== undefined && document.querySelector("[data-composer]") !== null)
        void chooseFiles().then((files) => sendFiles(inbox, thread, files));
      return;
    case "take":
      if (thread !== undefined) takeOrGiveBack(inbox, thread);
      return;
    case "close":
      if (thread !== undefined) setState(inbox, thread, thread.state === "open" ? "closed" : "open");
      return;
    case "details":
      if (thread !== undefined) inbox.details.update((open) => !open);
      return;
    case "reply":
      replyToFocused(inbox);
      return;
    case "guide":
      inbox.layers.open({ kind: "keyboard" });
  }
}

/** Listens for the keys of the inbox, unless something lies above it. */
export function useKeys(inbox: Inbox): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || inbox.layers.get() !== undefined) return;
      const digit = /^Digit([1-5])$/u.exec(event.code)?.[1];
      if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && digit !== undefined) {
        event.preventDefault();
        const filter = filters[Number(digit) - 1];
        if (filter !== undefined) inbox.threads.ask({ filter });
        return;
      }
      if (event.key === "Escape") {
        if (inbox.details.get()) inbox.details.set(false);
        else if (inbox.router.get().view !== "inbox" && !(event.target instanceof HTMLInputElement))
          inbox.router.go({ view: "inbox" });
        return;
      }
      const found = findShortcut<(typeof inboxKeys)[number]>(event, inboxKeys);
      if (found === undefined) return;
      event.preventDefault();
      run(inbox, found.name);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [inbox]);
}
