import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { completedShortcode, matchShortcodes, type Shortcode, shortcodeAt } from "../lib/shortcode.ts";

export interface Shortcodes {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly matches: readonly Shortcode[];
  readonly active: number;
  /** The text with the `:name:` before the caret replaced, if there is one. */
  completed(text: string, caret: number): string | undefined;
  onSelect(): void;
  /** Whether the key was for the suggestions. */
  onKeyDown(event: KeyboardEvent): boolean;
  pick(index: number): void;
}

const none: readonly Shortcode[] = [];

/** Suggests emoji for a `:name` that is being typed. */
export function useShortcodes(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (text: string) => void,
  moveCaret: (to: number) => void,
): Shortcodes {
  const listId = useId();
  const [all, setAll] = useState(none);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string>();
  const needed = text.includes(":");
  useEffect(() => {
    // Soon, so that the list is there before the first colon; not at once, so that the chat comes first.
    const timer = setTimeout(
      () => void import("./emoji-data.ts").then(({ shortcodes }) => setAll(shortcodes)),
      300,
    );
    return () => clearTimeout(timer);
  }, []);

  const typed = needed ? shortcodeAt(text, caret) : undefined;
  const matches = typed === undefined || typed.query === dismissed ? none : matchShortcodes(all, typed.query);
  const current = Math.min(active, Math.max(0, matches.length - 1));
  const pick = (index: number): void => {
    const match = matches[index];
    if (match === undefined || typed === undefined) return;
    setText(`${text.slice(0, typed.from)}${match.emoji} ${text.slice(caret)}`);
    moveCaret(typed.from + match.emoji.length + 1);
    setActive(0);
    area.current?.focus();
  };
  return {
    listId,
    activeId: matches.length > 0 ? `${listId}-${current}` : undefined,
    matches,
    active: current,
    pick,
    completed(next, at) {
      const result = next.includes(":") ? completedShortcode(next, at, all) : undefined;
      if (result !== undefined) moveCaret(result.caret);
      return result?.text;
    },
    onSelect: () => setCaret(area.current?.selectionStart ?? 0),
    onKeyDown(event) {
      if (matches.length === 0) return false;
      if (event.key === "ArrowDown") setActive((current + 1) % matches.length);
      else if (event.key === "ArrowUp") setActive((current + matches.length - 1) % matches.length);
      else if (event.key === "Enter" || event.key === "Tab") pick(current);
      else if (event.key === "Escape") setDismissed(typed?.query);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
