import type { Message } from "@culver/client";
import { Star } from "lucide-react";
import { clockTime } from "../lib/format-time.ts";
import { Ticks } from "../ui/ticks.tsx";
import { words } from "../words/index.ts";
import styles from "./bubble.module.css";

/** Star, "edited", time and ticks at the end of a bubble. */
export function BubbleMeta({
  message,
  ghost = false,
}: {
  readonly message: Message;
  readonly ghost?: boolean;
}) {
  return (
    <span className={ghost ? styles.metaGhost : styles.meta} aria-hidden="true">
      {message.starred && <Star size={11} fill="currentColor" strokeWidth={0} />}
      {message.editedAt !== undefined && <span>{words.conversation.edited}</span>}
      <time>{clockTime(message.at)}</time>
      {message.outgoing && <Ticks status={message.status} size={15} />}
    </span>
  );
}
