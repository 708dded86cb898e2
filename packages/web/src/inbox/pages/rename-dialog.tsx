import { type FormEvent, useId, useState } from "react";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";

/** Another name for somebody of the team. */
export function RenameDialog({
  agent,
  name: first,
  onClose,
}: {
  readonly agent: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const inbox = useInbox();
  const id = useId();
  const [name, setName] = useState(first);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = name.trim();
    if (next === "") return;
    onClose();
    inbox.client.changeAgent(agent, { name: next }).then(
      () =>
        inbox.session.update((session) => ({
          ...session,
          agents: session.agents.map((one) => (one.id === agent ? { ...one, name: next } : one)),
        })),
      inbox.refused,
    );
  };
  return (
    <Dialog title={inboxWords.team.rename} onClose={onClose}>
      <form className={dialog.form} onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>{inboxWords.team.name}</label>
          <input
            id={id}
            className="input"
            dir="auto"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className={dialog.actions}>
          <button type="button" className="button" onClick={onClose}>
            {inboxWords.app.cancel}
          </button>
          <button type="submit" className="button primary" disabled={name.trim() === ""}>
            {inboxWords.app.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
