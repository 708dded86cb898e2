import type { ThreadView } from "@culver/business/inbox-api";
import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { DialogActions } from "../frame/dialog-actions.tsx";
import styles from "./preview.module.css";
import { Preview } from "./preview.tsx";
import { sendButtons } from "./send.ts";

const most = 3;
const longestTitle = 20;
const longestText = 1_024;

/** A message with up to three buttons. */
export function ButtonsDialog({
  thread,
  onClose,
}: {
  readonly thread: ThreadView;
  readonly onClose: () => void;
}) {
  const inbox = useInbox();
  const words = inboxWords.buttons;
  const id = useId();
  const [text, setText] = useState("");
  const [buttons, setButtons] = useState<readonly string[]>([""]);
  const titles = buttons.map((title) => title.trim()).filter((title) => title !== "");
  const same = new Set(titles).size < titles.length;
  const ready = text.trim() !== "" && titles.length > 0 && !same;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    onClose();
    sendButtons(inbox, thread, text.trim(), titles);
  };
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <form className={styles.columns} onSubmit={submit}>
        <div className={dialog.form}>
          <div className="field">
            <label htmlFor={id}>{words.text}</label>
            <textarea
              id={id}
              className="input"
              rows={3}
              dir="auto"
              maxLength={longestText}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          {buttons.map((title, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place of a button is what it is.
            <div className="field" key={index}>
              <label htmlFor={`${id}-${index}`}>{words.button(index + 1)}</label>
              <div className={styles.withRemove}>
                <input
                  id={`${id}-${index}`}
                  className="input"
                  dir="auto"
                  maxLength={longestTitle}
                  value={title}
                  onChange={(event) => setButtons(buttons.with(index, event.target.value))}
                />
                {buttons.length > 1 && (
                  <IconButton
                    icon={X}
                    label={words.remove(index + 1)}
                    onClick={() => setButtons(buttons.toSpliced(index, 1))}
                  />
                )}
              </div>
            </div>
          ))}
          {buttons.length < most && (
            <button type="button" className="button quiet" onClick={() => setButtons([...buttons, ""])}>
              <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
              {words.add}
            </button>
          )}
          <p className={same ? "error-text" : "hint"}>{same ? words.same : words.hint}</p>
        </div>
        <Preview
          label={words.preview}
          body={{
            kind: "interactive",
            text: text.trim() === "" ? "…" : text,
            buttons: titles.map((title) => ({ kind: "reply", title })),
          }}
        />
        <DialogActions label={words.send} ready={ready} onCancel={onClose} className={styles.actions} />
      </form>
    </Dialog>
  );
}
