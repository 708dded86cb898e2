import { findShortcut, type Keys, type Shortcut } from "../lib/shortcut.ts";

/** The keys of the app: Signal's, moved where the browser keeps a key for itself. */
export const shortcuts = [
  { name: "previous", key: "arrowup", alt: true },
  { name: "next", key: "arrowdown", alt: true },
  { name: "previousUnread", key: "arrowup", alt: true, shift: true },
  { name: "nextUnread", key: "arrowdown", alt: true, shift: true },
  { name: "newChat", key: "n", alt: true },
  { name: "search", key: "f", ctrl: true },
  { name: "searchInChat", key: "f", ctrl: true, shift: true },
  { name: "regions", key: "r", alt: true },
  { name: "regions", key: "f6" },
  { name: "composer", key: "c", alt: true },
  { name: "newest", key: "j", ctrl: true },
  { name: "archive", key: "a", ctrl: true, shift: true },
  { name: "unarchive", key: "u", ctrl: true, shift: true },
  { name: "attach", key: "u", ctrl: true },
  { name: "reply", key: "r", alt: true, shift: true },
  { name: "react", key: "e", ctrl: true, shift: true },
  { name: "details", key: "i", alt: true },
  { name: "settings", key: ",", ctrl: true },
  { name: "guide", key: "/", ctrl: true },
] as const satisfies readonly Shortcut[];

export type ShortcutName = (typeof shortcuts)[number]["name"] | "nth";

/** What a pressed key means; for `nth`, which chat. Ctrl and ⌘ are the same. */
export function shortcutOf(
  event: Keys,
): { readonly name: ShortcutName; readonly index?: number } | undefined {
  const ctrl = event.ctrlKey || event.metaKey;
  const digit = /^Digit([1-9])$/u.exec(event.code)?.[1];
  if (event.altKey && !ctrl && !event.shiftKey && digit !== undefined)
    return { name: "nth", index: Number(digit) - 1 };
  const found = findShortcut<(typeof shortcuts)[number]>(event, shortcuts);
  return found === undefined ? undefined : { name: found.name };
}
