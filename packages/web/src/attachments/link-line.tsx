import type { Message } from "@culver/client";
import { Link2 } from "lucide-react";
import { linkDays } from "../lib/file-limit.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { words } from "../words/index.ts";
import styles from "./attachment-body.module.css";

const day = 86_400_000;

/** Under a file in a chat with a phone: that it went as a link, and until when that works. */
export function LinkLine({ message }: { readonly message: Message }) {
  const until = message.at + linkDays * day;
  const text = until > Date.now() ? words.sms.linkUntil(dayAndTime(until, Date.now())) : words.sms.linkOver;
  return (
    <p className={styles.link}>
      <Link2 size={14} strokeWidth={2} aria-hidden="true" /> {text}
    </p>
  );
}
