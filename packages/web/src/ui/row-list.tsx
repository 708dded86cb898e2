import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import styles from "./row-list.module.css";

/** With fewer rows than this below those in view, more are asked for. */
const reach = 10;

/** How a row stands in its list. */
export interface RowPlace {
  readonly selected: boolean;
  /** Whether the Tab key stops here. */
  readonly tabStop: boolean;
}

export interface RowListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** The same for every row, CSS pixels. */
  readonly rowHeight: number;
  /** Room above the first row, CSS pixels. */
  readonly roomAbove?: number;
  /** The id of the row that is open; where it changes, its row is brought into view. */
  readonly selected: string | undefined;
  /** Draws a row. Its element has the row's id as `data-row`, and can be focused. */
  readonly children: (row: Row, place: RowPlace) => ReactNode;
  /** The end of the rows is near; is told again with each row that comes closer. Stays the same function. */
  readonly onNearEnd?: () => unknown;
}

/** The rows in view of any number of them. One tab stop; arrows, pages, Home and End move between rows. */
export function RowList<Row extends { readonly id: string }>(props: RowListProps<Row>) {
  const { label, rows, rowHeight, roomAbove = 0, selected, children, onNearEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    paddingStart: roomAbove,
    paddingEnd: 12,
  });
  const selectedIndex = rows.findIndex(({ id }) => id === selected);
  const shown = virtualizer.getVirtualItems();
  const end = shown.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of selection scrolls the list, not a change of order.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selected]);
  useEffect(() => {
    if (end >= rows.length - reach) onNearEnd?.();
  }, [onNearEnd, end, rows.length]);

  const focusRow = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    virtualizer.scrollToIndex(index, { align: "auto" });
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)
        ?.focus({ preventScroll: true });
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
    const here = rows.findIndex(({ id }) => id === row);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const last = rows.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, here + 1),
      ArrowUp: Math.max(0, here - 1),
      PageDown: Math.min(last, here + page),
      PageUp: Math.max(0, here - page),
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target === undefined || here === -1) return;
    event.preventDefault();
    focusRow(target);
  };

  return (
    <div ref={scroller} className={styles.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely; a list of generics with roles keeps the count right. */}
      <div
        role="list"
        aria-label={label}
        className={styles.sizer}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ key, index, size, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the list.
            <div
              key={key}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={styles.item}
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {children(row, {
                selected: row.id === selected,
                tabStop: selectedIndex === -1 ? index === 0 : index === selectedIndex,
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
