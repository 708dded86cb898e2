import type { FileView } from "@culver/business/inbox-api";
import { Download } from "lucide-react";
import { Dialog } from "../../ui/dialog.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { addressOf } from "../api/http.ts";
import styles from "./picture-dialog.module.css";

/** A picture as large as the page allows. */
export function PictureDialog({
  file,
  text,
  onClose,
}: {
  readonly file: FileView;
  readonly text: string;
  readonly onClose: () => void;
}) {
  const name = file.name ?? "";
  return (
    <Dialog title={name === "" ? text : name} wide onClose={onClose}>
      <img className={styles.picture} src={addressOf(file.url)} alt={text === "" ? name : text} />
      <a className="button" href={addressOf(file.url)} download={name}>
        <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        {inboxWords.thread.download(name)}
      </a>
    </Dialog>
  );
}
