import type { ItemView } from "@culver/business/inbox-api";
import { sameDay } from "../../lib/format-time.ts";
import type { LocalItem } from "../state/timeline.ts";

/** Items of one sender within this time stand together. Milliseconds. */
const groupGap = 5 * 60_000;

export interface ItemRow {
  readonly item: ItemView;
  /** Not with the server yet, or refused by it. */
  readonly local: LocalItem | undefined;
  /** First and last of a run by one sender: the last one carries the tail. */
  readonly first: boolean;
  readonly last: boolean;
  /** How many unread messages begin here. */
  readonly unread: number | undefined;
}

export interface ItemDay {
  readonly key: string;
  readonly at: number;
  readonly rows: readonly ItemRow[];
}

function together(a: ItemView | undefined, b: ItemView | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.body.kind === "event" || b.body.kind === "event") return false;
  const note = a.body.kind === "note";
  return (
    note === (b.body.kind === "note") &&
    a.direction === b.direction &&
    a.by === b.by &&
    b.at - a.at < groupGap &&
    sameDay(a.at, b.at)
  );
}

/** What a thread shows: its items, oldest first, by day, in runs, those that are still being sent at the end. */
export function itemDays(
  items: readonly ItemView[],
  pending: readonly LocalItem[],
  mark: { readonly from: string; readonly count: number } | undefined,
): readonly ItemDay[] {
  const all = [
    ...items.map((item) => ({ item, local: undefined })),
    ...pending.map((local) => ({ item: local.item, local })),
  ];
  const days: { key: string; at: number; rows: ItemRow[] }[] = [];
  all.forEach(({ item, local }, index) => {
    const before = all[index - 1]?.item;
    const after = all[index + 1]?.item;
    let day = days.at(-1);
    if (day === undefined || before === undefined || !sameDay(before.at, item.at)) {
      const key = new Date(item.at).toDateString();
      const again = days.filter((one) => one.key.startsWith(key)).length;
      day = { key: again === 0 ? key : `${key} ${again}`, at: item.at, rows: [] };
      days.push(day);
    }
    const unread = item.id === mark?.from ? mark.count : undefined;
    day.rows.push({
      item,
      local,
      first: unread !== undefined || !together(before, item),
      last: after?.id === mark?.from || !together(item, after),
      unread,
    });
  });
  return days;
}
