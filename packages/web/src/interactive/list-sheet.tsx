import type { Message } from "@culver/client";
import { Check } from "lucide-react";
import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { Sheet } from "../ui/sheet.tsx";
import { words } from "../words/index.ts";
import { answer, askedBy, whyNoAnswer } from "./answer.ts";
import styles from "./list-sheet.module.css";

/** The list of a message: one row is chosen, then sent. Rows that were sent before stay marked. */
export function ListSheet({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const app = useApp();
  const group = useId();
  const [picked, setPicked] = useState<string>();
  const asked = askedBy(message);
  const list = asked?.interactive.list;
  if (asked === undefined || list === undefined) return null;
  const refusal = whyNoAnswer(app, message);
  const rows = list.sections.flatMap((section) => section.rows);
  const choice = rows.find(({ id }) => id === picked);
  const send = (): void => {
    if (choice === undefined) return;
    onClose();
    void answer(app, message, choice);
  };
  return (
    <Sheet
      title={list.button}
      onClose={onClose}
      foot={
        <>
          <span className="hint" role="status">
            {refusal ?? (choice === undefined ? words.interactive.listNone : "")}
          </span>
          <button type="submit" form={group} className="button primary" disabled={choice === undefined}>
            {words.interactive.listSend}
          </button>
        </>
      }
    >
      <form
        id={group}
        className={styles.list}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {list.sections.map(({ title, rows: choices }, section) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sections of a message never change.
          <fieldset key={section} className={styles.section}>
            <legend className={title === undefined || title === "" ? "visually-hidden" : styles.heading}>
              <bdi>{title === undefined || title === "" ? list.button : title}</bdi>
            </legend>
            {choices.map(({ id, title: text, description }) => (
              <label key={id} className={styles.row}>
                <span className={styles.words}>
                  <bdi className={styles.title}>{text}</bdi>
                  {description !== undefined && description !== "" && (
                    <bdi className={styles.description}>{description}</bdi>
                  )}
                </span>
                {asked.answered.includes(id) && (
                  <span className={styles.sent}>
                    <Check size={14} strokeWidth={2} aria-hidden="true" /> {words.interactive.chosen}
                  </span>
                )}
                <input
                  type="radio"
                  name={group}
                  className={styles.radio}
                  checked={picked === id}
                  disabled={refusal !== undefined}
                  onChange={() => setPicked(id)}
                />
              </label>
            ))}
          </fieldset>
        ))}
      </form>
    </Sheet>
  );
}
