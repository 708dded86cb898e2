import { type FormEvent, useId, useState } from "react";
import { useStore } from "../../state/store.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { PhoneField } from "../../ui/phone-field.tsx";
import { usePhoneTyping } from "../../ui/use-phone-typing.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { DialogActions } from "../frame/dialog-actions.tsx";

/** Begins a chat with a phone. */
export function BeginDialog({ onClose }: { readonly onClose: () => void }) {
  const inbox = useInbox();
  const numbers = useStore(inbox.session, (session) => session.numbers);
  const words = inboxWords.begin;
  const id = useId();
  const [number, setNumber] = useState(numbers[0]?.id ?? "");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const input = usePhoneTyping(typed, undefined);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || input.e164 === undefined || !input.possible) return;
    setBusy(true);
    try {
      const thread = await inbox.client.begin(number, input.e164);
      inbox.threads.apply(thread);
      onClose();
      inbox.router.go({ view: "thread", thread: thread.id });
    } catch (error) {
      setFault(error instanceof Error ? error.message : inboxWords.app.failed);
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p className="hint">{words.text}</p>
      <form className={dialog.form} onSubmit={(event) => void submit(event)}>
        {numbers.length > 1 && (
          <div className="field">
            <label htmlFor={id}>{words.from}</label>
            <select
              id={id}
              className="input"
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            >
              {numbers.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} ({one.number})
                </option>
              ))}
            </select>
          </div>
        )}
        <PhoneField input={input} invalid={fault !== undefined} onTyped={setTyped} />
        {fault !== undefined && (
          <p className="error-text" role="alert">
            {fault}
          </p>
        )}
        <DialogActions label={words.go} ready={!busy && input.possible} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
