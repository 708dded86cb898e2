import { X } from "lucide-react";
import { words } from "../words/index.ts";
import styles from "./attach-dialog.module.css";
import { fileKind } from "./file-kind.ts";
import { kindIcons } from "./kind-icons.ts";
import { useObjectUrl } from "./use-object-url.ts";

export interface FileThumbProps {
  readonly file: File;
  readonly current: boolean;
  readonly onShow: () => void;
  readonly onRemove: () => void;
}

/** One of several files: a tap shows it, the cross takes it out. */
export function FileThumb({ file, current, onShow, onRemove }: FileThumbProps) {
  const picture = fileKind(file.type) === "image";
  const url = useObjectUrl(picture ? file : undefined);
  const Icon = kindIcons[fileKind(file.type)];
  return (
    <span className={styles.thumb} data-current={current}>
      <button
        type="button"
        className={styles.show}
        aria-pressed={current}
        aria-label={words.attachment.show(file.name)}
        title={file.name}
        onClick={onShow}
      >
        {url === undefined ? <Icon size={22} strokeWidth={1.5} /> : <img src={url} alt="" />}
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={words.attachment.remove(file.name)}
        title={words.attachment.remove(file.name)}
        onClick={onRemove}
      >
        <X size={14} strokeWidth={2.5} aria-hidden="true" />
      </button>
    </span>
  );
}
