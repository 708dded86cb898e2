import type { ItemView } from "@culver/business/inbox-api";
import { Reply, X } from "lucide-react";
import styles from "../../composer/composer-context.module.css";
import { IconButton } from "../../ui/icon-button.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { bodyPreview } from "../lib/body-preview.ts";

/** The message that is being answered. */
export function ReplyContext({
  item,
  name,
  onCancel,
}: {
  readonly item: ItemView;
  readonly name: string;
  readonly onCancel: () => void;
}) {
  const words = inboxWords.composer;
  return (
    <div className={styles.context}>
      <Reply size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.words}>
        <bdi className={styles.title}>
          {item.direction === "in" ? words.replyingTo(name) : words.replyingToUs}
        </bdi>
        <span className={styles.preview} dir="auto">
          {bodyPreview(item.body)}
        </span>
      </div>
      <IconButton icon={X} label={words.cancelReply} onClick={onCancel} />
    </div>
  );
}
