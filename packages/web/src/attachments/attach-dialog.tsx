import type { Conversation } from "@culver/client";
import { Plus, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { linkDays } from "../lib/file-limit.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Switch } from "../ui/switch.tsx";
import { words } from "../words/index.ts";
import styles from "./attach-dialog.module.css";
import { fileKind } from "./file-kind.ts";
import { FilePreview } from "./file-preview.tsx";
import { FileThumb } from "./file-thumb.tsx";
import { mostFiles, sendableFiles } from "./offer-files.ts";
import { pickFiles } from "./pick-files.ts";
import { type ChosenFile, sendFiles } from "./send-files.ts";

let nextId = 1;

function chosen(files: readonly File[], caption = ""): readonly ChosenFile[] {
  return files.map((file, index) => ({ id: nextId++, file, caption: index === 0 ? caption : "" }));
}

export interface AttachDialogProps {
  readonly conversation: Conversation;
  readonly files: readonly File[];
  readonly onClose: () => void;
}

/** Files before they are sent: looked at, captioned, taken out again. */
export function AttachDialog({ conversation, files, onClose }: AttachDialogProps) {
  const app = useApp();
  const id = useId();
  const written = app.composers.of(conversation.id);
  const [all, setAll] = useState(() => chosen(files, written.editing === undefined ? written.text : ""));
  const [current, setCurrent] = useState(all[0]?.id);
  const [hd, setHd] = useState(false);
  const [busy, setBusy] = useState(false);
  const shown = all.find((one) => one.id === current) ?? all[0];
  const bySms = conversation.sms !== undefined;
  const pictures = all.some(({ file }) => fileKind(file.type) === "image");

  const remove = (gone: number): void => {
    const rest = all.filter((one) => one.id !== gone);
    if (rest.length === 0) onClose();
    const index = all.findIndex((one) => one.id === gone);
    if (gone === current) setCurrent(rest[Math.min(index, rest.length - 1)]?.id);
    setAll(rest);
  };
  const add = async (): Promise<void> => {
    const more = sendableFiles(app, await pickFiles()).slice(0, Math.max(0, mostFiles - all.length));
    const fresh = chosen(more);
    setAll([...all, ...fresh]);
    setCurrent(fresh[0]?.id ?? current);
  };
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const { replyTo, editing, text } = app.composers.of(conversation.id);
    await sendFiles(app, conversation, all, { hd, replyTo: bySms ? undefined : replyTo?.id });
    // What stood in the composer has gone out as the first caption.
    if (editing === undefined && text === written.text) app.composers.clear(conversation.id);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  if (shown === undefined) return null;
  return (
    <Dialog title={words.attachment.title(all.length)} onClose={onClose} wide>
      <FilePreview key={shown.id} file={shown.file} />
      {all.length > 1 && (
        <fieldset className={styles.strip} aria-label={words.attachment.title(all.length)}>
          {all.map((one) => (
            <FileThumb
              key={one.id}
              file={one.file}
              current={one.id === shown.id}
              onShow={() => setCurrent(one.id)}
              onRemove={() => remove(one.id)}
            />
          ))}
        </fieldset>
      )}
      <div className="field">
        <label className="visually-hidden" htmlFor={id}>
          {words.attachment.captionFor(shown.file.name)}
        </label>
        <textarea
          id={id}
          key={shown.id}
          className={`input ${styles.caption}`}
          rows={1}
          dir="auto"
          placeholder={words.attachment.caption}
          maxLength={1_024}
          autoFocus
          value={shown.caption}
          onChange={(event) =>
            setAll(all.map((one) => (one.id === shown.id ? { ...one, caption: event.target.value } : one)))
          }
          onKeyDown={onKeyDown}
        />
      </div>
      {pictures && (
        <Switch label={words.attachment.hd} text={words.attachment.hdText} checked={hd} onChange={setHd} />
      )}
      {bySms && (
        <p className={styles.link} role="note">
          {words.sms.linkText} {words.sms.linkDays(linkDays)}
        </p>
      )}
      <div className={styles.foot}>
        <button
          type="button"
          className="button"
          disabled={busy || all.length >= mostFiles}
          onClick={() => void add()}
        >
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" /> {words.attachment.add}
        </button>
        <button type="button" className="button primary" disabled={busy} onClick={() => void send()}>
          {busy ? words.attachment.preparing : words.attachment.send(all.length)}
          <SendHorizontal size={18} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
    </Dialog>
  );
}
