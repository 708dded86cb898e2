import type { ItemView } from "@culver/business/inbox-api";
import styles from "../../conversation/bubble.module.css";
import { clockTime } from "../../lib/format-time.ts";
import { Ticks } from "../../ui/ticks.tsx";
import { inboxWords } from "../../words/inbox.ts";
import type { LocalItem } from "../state/timeline.ts";

const ticks = {
  accepted: "queued",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
} as const;

/** "edited", time and ticks at the end of a bubble. */
export function ItemMeta({
  item,
  local,
  ghost = false,
}: {
  readonly item: ItemView;
  readonly local: LocalItem | undefined;
  readonly ghost?: boolean;
}) {
  const status = local === undefined ? item.status : local.state === "failed" ? "failed" : "accepted";
  return (
    <span className={ghost ? styles.metaGhost : styles.meta} aria-hidden="true">
      {item.isEdited && <span>{inboxWords.thread.edited}</span>}
      <time>{clockTime(item.at)}</time>
      {item.direction === "out" && status !== undefined && <Ticks status={ticks[status]} size={15} />}
    </span>
  );
}
