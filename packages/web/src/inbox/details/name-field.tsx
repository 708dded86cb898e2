import type { ThreadView } from "@culver/business/inbox-api";
import { type FormEvent, useId, useState } from "react";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { changeThread } from "../thread/thread-actions.ts";
import styles from "./name-field.module.css";

/** The name by which the team knows the customer. */
export function NameField({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const id = useId();
  const [name, setName] = useState(thread.name);
  const changed = name.trim() !== "" && name.trim() !== thread.name;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (changed) changeThread(inbox, thread.id, { name: name.trim() });
  };
  return (
    <form className="field" onSubmit={submit}>
      <label htmlFor={id}>{inboxWords.details.name}</label>
      <div className={styles.line}>
        <input
          id={id}
          className="input"
          dir="auto"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button" disabled={!changed}>
          {inboxWords.app.save}
        </button>
      </div>
    </form>
  );
}
