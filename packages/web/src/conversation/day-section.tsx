import { memo } from "react";
import { dayLabel } from "../lib/format-time.ts";
import type { Day, Row } from "../lib/timeline-rows.ts";
import { words } from "../words/index.ts";
import { Bubble } from "./bubble.tsx";
import styles from "./day-section.module.css";
import { NoticeLine } from "./notice-line.tsx";

function RowView({ row, arriving }: { readonly row: Row; readonly arriving: boolean }) {
  switch (row.kind) {
    case "unread":
      return (
        <div className={styles.unread} data-unread="">
          <span>{words.conversation.unread(row.count)}</span>
        </div>
      );
    case "notice":
      return <NoticeLine message={row.message} />;
    case "message":
      return <Bubble message={row.message} first={row.first} last={row.last} arriving={arriving} />;
  }
}

export interface DaySectionProps {
  readonly day: Day;
  readonly now: number;
  /** Messages that came in while the chat was open: they slide in, once. */
  readonly arriving: ReadonlySet<string>;
}

/** A day's messages; its date stays in view for as long as they do. */
export const DaySection = memo(function DaySection({ day, now, arriving }: DaySectionProps) {
  return (
    <div className={styles.day}>
      <div className={styles.pill}>
        <time>{dayLabel(day.at, now)}</time>
      </div>
      {day.rows.map((row) => (
        <RowView key={row.key} row={row} arriving={arriving.has(row.key)} />
      ))}
    </div>
  );
});
