import type { Context } from "../command.ts";
import { columns } from "./columns.ts";

/** What a command lists: for people in columns under headings, for scripts a line of JSON each. */
export function printList<T>(
  { out }: Pick<Context, "out">,
  items: readonly T[],
  list: {
    readonly headings: readonly string[];
    readonly row: (item: T) => readonly string[];
    readonly json?: boolean;
  },
): void {
  if (list.json === true) for (const item of items) out(`${JSON.stringify(item)}\n`);
  else out(`${columns(list.headings, items.map(list.row))}\n`);
}

/** A time for a list, UTC. @param at ms @param length of the text: 16 to the minute, 19 to the second */
export const timeText = (at: number, length: 16 | 19): string =>
  new Date(at).toISOString().slice(0, length).replace("T", " ");
