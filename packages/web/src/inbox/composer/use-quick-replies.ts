import type { QuickReplyView } from "@culver/business/inbox-api";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useValue } from "../../state/store.ts";
import type { Inbox } from "../app/inbox.ts";

export interface QuickReplies {
  readonly listId: string;
  readonly isOpen: boolean;
  readonly matches: readonly QuickReplyView[];
  readonly active: number;
  readonly activeId: string | undefined;
  /** Whether the key was for the list. */
  onKeyDown(event: KeyboardEvent, pick: (reply: QuickReplyView | undefined) => void): boolean;
}

const none: readonly QuickReplyView[] = [];

/** The quick replies that a text which begins with a slash may mean: by short name, then by words. */
export function useQuickReplies(inbox: Inbox, text: string, enabled: boolean): QuickReplies {
  const listId = useId();
  const { value: all = none } = useValue(inbox.quickReplies);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const typed = enabled ? /^\/(\S*)$/u.exec(text)?.[1]?.toLowerCase() : undefined;
  const asked = typed !== undefined;
  useEffect(() => {
    if (asked) inbox.quickReplies.want();
    else {
      setDismissed(false);
      setActive(0);
    }
  }, [inbox, asked]);
  const isOpen = asked && !dismissed;
  const begins = all.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(typed ?? ""));
  const holds = all.filter((one) => !begins.includes(one) && one.text.toLowerCase().includes(typed ?? ""));
  const matches = isOpen ? [...begins, ...holds] : none;
  const current = Math.min(active, Math.max(0, matches.length - 1));
  return {
    listId,
    isOpen,
    matches,
    active: current,
    activeId: matches.length > 0 ? `${listId}-${current}` : undefined,
    onKeyDown(event, pick) {
      if (!isOpen) return false;
      if (event.key === "Escape") setDismissed(true);
      else if (matches.length === 0) return false;
      else if (event.key === "ArrowDown") setActive((current + 1) % matches.length);
      else if (event.key === "ArrowUp") setActive((current + matches.length - 1) % matches.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(matches[current]);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
