/** A key with a meaning. `key` is for `KeyboardEvent.key`, lower case. */
export interface Shortcut {
  readonly name: string;
  readonly key: string;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

export interface Keys {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

function keyOf(event: Keys): string {
  // With Alt held, some layouts and macOS give another character than the key's own letter.
  if (event.altKey && event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return event.key.toLowerCase();
}

/** The first of a list that a pressed key is. Ctrl and ⌘ are the same. */
export function findShortcut<T extends Shortcut>(event: Keys, all: readonly T[]): T | undefined {
  const ctrl = event.ctrlKey || event.metaKey;
  const key = keyOf(event);
  return all.find(
    (one) =>
      one.key === key &&
      (one.ctrl ?? false) === ctrl &&
      (one.alt ?? false) === event.altKey &&
      // Layouts where / is Shift+7 still open the guide.
      ((one.shift ?? false) === event.shiftKey || one.key === "/"),
  );
}
