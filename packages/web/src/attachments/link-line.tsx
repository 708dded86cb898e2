import type { Message } from "@culver/client";
import { Link2 } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./attachment-body.module.css";

const day = 86_400_000;

/** Under a file in a chat with a phone: that it went as a link, and until when that works. */
export function LinkLine({ message }: { readonly message: Message }) {
  const app = useApp();
  const days = useStore(app.server, (server) => server?.mediaDays);
  const until = days === undefined ? undefined : message.at + days * day;
  const text =
    until === undefined
      ? words.sms.link
      : until > Date.now()
        ? words.sms.linkUntil(dayAndTime(until, Date.now()))
        : words.sms.linkOver;
  return (
    <p className={styles.link}>
      <Link2 size={14} strokeWidth={2} aria-hidden="true" /> {text}
    </p>
  );
}
