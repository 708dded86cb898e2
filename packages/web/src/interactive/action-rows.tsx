import type { Message } from "@culver/client";
import { List } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import { ActionRow } from "./action-row.tsx";
import styles from "./action-rows.module.css";
import type { Asked } from "./answer.ts";
import { whyNoAnswer } from "./answer.ts";

/** Up and down between the buttons, Escape back to the message; the list of messages has the other keys. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-act]")];
  const here = all.indexOf(document.activeElement as HTMLElement);
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (here === -1) return;
  if (step !== 0) all[(here + step + all.length) % all.length]?.focus();
  else if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-message]")?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The buttons below a message, each as wide as it. */
export function ActionRows({ message, asked }: { readonly message: Message; readonly asked: Asked }) {
  const app = useApp();
  useStore(app.conversations, ({ byId }) => byId.get(message.conversation)?.peer?.blocked);
  const refusal = whyNoAnswer(app, message);
  const { actions, list } = asked.interactive;
  if (actions.length === 0 && list === undefined) return null;
  const chosen = list?.sections
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => asked.answered.includes(id))
    .at(-1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div role="group" aria-label={words.interactive.actions} className={styles.rows} onKeyDown={onKeyDown}>
      {actions.map((action, index) => (
        <ActionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the buttons of a message never change.
          key={index}
          message={message}
          action={action}
          answered={asked.answered}
          refusal={refusal}
        />
      ))}
      {list !== undefined && (
        <button
          type="button"
          className={styles.row}
          tabIndex={-1}
          data-act=""
          aria-haspopup="dialog"
          onClick={() => app.layers.open({ kind: "list", message })}
        >
          <List size={18} strokeWidth={1.75} aria-hidden="true" />
          <span className={styles.title}>
            <bdi>{list.button}</bdi>
            {chosen !== undefined && (
              <span className={styles.sub}>
                <bdi>{words.interactive.listChosen(chosen.title)}</bdi>
              </span>
            )}
          </span>
        </button>
      )}
    </div>
  );
}
