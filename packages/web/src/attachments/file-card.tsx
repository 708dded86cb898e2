import type { Attachment, Message } from "@culver/client";
import { FileText, Save } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { byteSize } from "../lib/format-time.ts";
import { words } from "../words/index.ts";
import styles from "./file-card.module.css";
import { typeLabel } from "./file-kind.ts";
import { saveFile } from "./save-file.ts";
import { ringLabel, stateText } from "./state-text.ts";
import { transferAction } from "./transfer-actions.ts";
import { TransferRing } from "./transfer-ring.tsx";

export interface FileCardProps {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly note?: string;
}

/** A file by its name, type and size; it is saved, never opened here. */
export function FileCard({ message, attachment, note }: FileCardProps) {
  const app = useApp();
  const { name, size, transfer } = attachment;
  const act = transferAction(app, message, attachment);
  const state = stateText(message, attachment);
  const moving = transfer.state === "uploading" || transfer.state === "downloading";
  const plain = `${typeLabel(attachment)} · ${byteSize(size)}`;
  const sub =
    note ??
    (state === undefined || transfer.state === "remote" ? plain : moving ? state : `${plain} · ${state}`);
  const save = (): void => void saveFile(app, message);
  return (
    <div className={styles.card} data-state={transfer.state}>
      {act === undefined ? (
        <span className={styles.icon}>
          <FileText size={22} strokeWidth={1.75} aria-hidden="true" />
        </span>
      ) : (
        <TransferRing transfer={transfer} label={ringLabel(attachment)} onAct={act} />
      )}
      <span className={styles.words}>
        <bdi className={styles.name} title={name}>
          {name}
        </bdi>
        <span className={styles.sub}>{sub}</span>
      </span>
      {transfer.state === "ready" && (
        <button
          type="button"
          className={styles.save}
          tabIndex={-1}
          data-primary=""
          aria-label={words.attachment.save(name)}
          title={words.attachment.saveLabel}
          onClick={save}
        >
          <Save size={20} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
