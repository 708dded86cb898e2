import { Pencil, Reply, X } from "lucide-react";
import { previewOf } from "../chats/preview.ts";
import { useAuthorName } from "../conversation/use-author-name.ts";
import type { ComposerState } from "../state/composers.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./composer-context.module.css";

/** The message that is being answered or edited. */
export function ComposerContext({
  state,
  onCancel,
}: {
  readonly state: ComposerState;
  readonly onCancel: () => void;
}) {
  const message = state.editing ?? state.replyTo;
  const name = useAuthorName(message?.author ?? "");
  if (message === undefined) return null;
  const editing = state.editing !== undefined;
  const reply = message.outgoing ? words.composer.replyingToSelf : words.composer.replyingTo(name);
  const Icon = editing ? Pencil : Reply;
  return (
    <div className={styles.context}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.words}>
        <bdi className={styles.title}>{editing ? words.composer.editing : reply}</bdi>
        <span className={styles.preview} dir="auto">
          {previewOf(message)}
        </span>
      </div>
      <IconButton
        icon={X}
        label={editing ? words.composer.cancelEdit : words.composer.cancelReply}
        onClick={onCancel}
      />
    </div>
  );
}
