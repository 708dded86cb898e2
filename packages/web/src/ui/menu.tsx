import { Check, Plus } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { words } from "../words/index.ts";
import type { Layer } from "./layers.ts";
import styles from "./menu.module.css";
import { usePlace } from "./use-place.ts";

const quickReactions = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

type MenuProps = Omit<Extract<Layer, { kind: "menu" }>, "kind"> & { readonly onClose: () => void };

/** A menu that works by mouse, touch and keyboard: arrows, Home, End, first letters, Escape (ARIA Authoring Practices, Menu). */
export function Menu({ label, place, items, reactions, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  usePlace(box, place);
  const stops = (): HTMLElement[] => [
    ...(box.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []),
  ];
  const focus = (index: number): void => {
    const all = stops();
    all[(index + all.length) % all.length]?.focus({ preventScroll: true });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: focus enters when the menu opens, or is replaced by another.
  useEffect(() => focus(reactions === undefined ? 0 : quickReactions.length + 1), [items]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = stops();
    const here = all.indexOf(document.activeElement as HTMLElement);
    const row = reactions === undefined ? 0 : quickReactions.length + 1;
    const inRow = here < row;
    const moves: Record<string, number> = {
      ArrowDown: inRow ? row : here + 1,
      ArrowUp: !inRow && here === row && row > 0 ? 0 : inRow && row > 0 ? all.length - 1 : here - 1,
      ArrowRight: inRow ? here + 1 : here,
      ArrowLeft: inRow ? here - 1 : here,
      Home: 0,
      End: all.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) focus(target);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else if (event.key.length === 1 && /\S/u.test(event.key)) {
      const after = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      after.find((stop) => stop.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside closes, Escape does it by key. */}
      <div
        className={styles.behind}
        onPointerDown={onClose}
        onContextMenu={(event) => {
          event.preventDefault();
          onClose();
        }}
      />
      <div
        ref={box}
        role="menu"
        aria-label={label}
        className={styles.menu}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        {reactions !== undefined && (
          <div className={styles.reactions}>
            {quickReactions.map((emoji) => (
              <button
                key={emoji}
                type="button"
                role="menuitemradio"
                aria-checked={reactions.own === emoji}
                aria-label={words.message.reactWith(emoji)}
                className={styles.reaction}
                tabIndex={-1}
                onClick={() => {
                  onClose();
                  reactions.pick(emoji);
                }}
              >
                {emoji}
              </button>
            ))}
            <button
              type="button"
              role="menuitem"
              aria-label={words.message.moreReactions}
              className={`${styles.reaction} ${styles.moreReactions}`}
              tabIndex={-1}
              onClick={reactions.more}
            >
              <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
            </button>
          </div>
        )}
        {items.map(
          ({ key, label: text, icon: Icon, danger = false, hint, checked, keepsOpen = false, run }) => (
            <button
              key={key}
              type="button"
              role={checked === undefined ? "menuitem" : "menuitemradio"}
              {...(checked !== undefined && { "aria-checked": checked })}
              tabIndex={-1}
              className={`${styles.item} ${danger ? styles.danger : ""}`}
              onClick={() => {
                if (!keepsOpen) onClose();
                run();
              }}
            >
              {Icon !== undefined && <Icon size={18} strokeWidth={1.75} aria-hidden="true" />}
              <span className={styles.label}>{text}</span>
              {checked === true && <Check size={18} strokeWidth={2} aria-hidden="true" />}
              {hint !== undefined && <kbd className={styles.hint}>{hint}</kbd>}
            </button>
          ),
        )}
      </div>
    </>
  );
}
