import type { MessageStatus } from "@culver/client";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { words } from "../words/index.ts";
import styles from "./ticks.module.css";

const icons = { queued: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert };

/** Clock, ✓, ✓✓, accent ✓✓, or a red mark. */
export function Ticks({ status, size = 16 }: { readonly status: MessageStatus; readonly size?: number }) {
  if (status === "received") return null;
  const Icon = icons[status];
  return (
    <span className={`${styles.ticks} ${styles[status] ?? ""}`} role="img" aria-label={words.ticks[status]}>
      <Icon size={status === "queued" ? size - 3 : size} strokeWidth={2} aria-hidden="true" />
    </span>
  );
}
