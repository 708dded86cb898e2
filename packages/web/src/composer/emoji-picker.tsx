import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { SearchField } from "../chats/search-field.tsx";
import { matchShortcodes, type Shortcode } from "../lib/shortcode.ts";
import type { Preferences } from "../state/preferences.ts";
import type { Store } from "../state/store.ts";
import type { Place } from "../ui/layers.ts";
import { usePlace } from "../ui/use-place.ts";
import { words } from "../words/index.ts";
import { emojiGroups, shortcodes } from "./emoji-data.ts";
import styles from "./emoji-picker.module.css";

const recentLimit = 16;
const columns = 8;

export interface EmojiPickerProps {
  /** Remembers the emoji used last. */
  readonly preferences: Store<Preferences>;
  readonly place: Place;
  readonly pick: (emoji: string) => void;
  readonly onClose: () => void;
}

function byEmoji(emoji: string): Shortcode {
  return shortcodes.find((one) => one.emoji === emoji) ?? { emoji, code: emoji };
}

/** A small set of emoji with the ones used last on top; arrows move, typing searches. */
export function EmojiPicker({ preferences, place, pick, onClose }: EmojiPickerProps) {
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  usePlace(box, place);
  useEffect(() => box.current?.querySelector("input")?.focus(), []);

  const wanted = query.trim().toLowerCase().replace(/^:/u, "").replaceAll(" ", "_");
  const groups: readonly (readonly [string, readonly Shortcode[]])[] =
    wanted === ""
      ? [["recent", preferences.get().recentEmoji.map(byEmoji)], ...Object.entries(emojiGroups)]
      : [["found", matchShortcodes(shortcodes, wanted, 64)]];
  const choose = (emoji: string): void => {
    preferences.update((all) => ({
      ...all,
      recentEmoji: [emoji, ...all.recentEmoji.filter((one) => one !== emoji)].slice(0, recentLimit),
    }));
    onClose();
    pick(emoji);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>("[data-emoji]") ?? [])];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const inField = here === -1;
    const moves: Record<string, number> = {
      ArrowDown: inField ? 0 : here + columns,
      ArrowUp: here - columns,
    };
    if (!inField) Object.assign(moves, { ArrowRight: here + 1, ArrowLeft: here - 1 });
    const target = moves[event.key];
    if (target !== undefined) {
      if (target < 0) box.current?.querySelector("input")?.focus();
      else all[Math.min(target, all.length - 1)]?.focus();
    } else if (event.key === "Enter" && inField) all[0]?.click();
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className={styles.behind} onPointerDown={onClose} />
      <div
        ref={box}
        role="dialog"
        aria-label={words.emoji.title}
        className={styles.picker}
        onKeyDown={onKeyDown}
      >
        <SearchField value={query} label={words.emoji.search} onChange={setQuery} />
        <div className={styles.groups}>
          {wanted !== "" && groups[0]?.[1].length === 0 && <p className="hint">{words.emoji.none}</p>}
          {groups.map(([name, list]) => (
            <div key={name} className={styles.grid}>
              {list.map(({ emoji, code }) => (
                <button
                  key={code}
                  type="button"
                  data-emoji=""
                  className={styles.emoji}
                  title={`:${code}:`}
                  aria-label={code.replaceAll("_", " ")}
                  tabIndex={-1}
                  onClick={() => choose(emoji)}
                >
                  {emoji}
                </button>
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
