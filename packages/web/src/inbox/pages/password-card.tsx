import { type FormEvent, useState } from "react";
import { useStore } from "../../state/store.ts";
import cards from "../../ui/card.module.css";
import { inboxWords } from "../../words/inbox.ts";
import { InboxError } from "../api/http.ts";
import { useInbox } from "../app/inbox-context.ts";
import { PasswordField } from "../sign-in/password-field.tsx";
import styles from "./page.module.css";

const shortest = 10;

/** Sets or changes one's own password. */
export function PasswordCard() {
  const inbox = useInbox();
  const has = useStore(inbox.session, ({ agent }) => agent.hasPassword);
  const words = inboxWords.account;
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string>();
  const ready = password.length >= shortest && (!has || current !== "");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setFault(undefined);
    try {
      await inbox.client.setPassword(password, has ? current : undefined);
      inbox.session.update((now) => ({ ...now, agent: { ...now.agent, hasPassword: true } }));
      inbox.toasts.show(words.changed);
      setCurrent("");
      setPassword("");
    } catch (error) {
      const wrong = error instanceof InboxError && (error.status === 401 || error.status === 403);
      setFault(wrong ? words.wrong : error instanceof Error ? error.message : inboxWords.app.failed);
    }
  };
  return (
    <section className={cards.card} aria-label={words.password}>
      <h2>{words.password}</h2>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {has && <PasswordField label={words.current} value={current} isNew={false} onChange={setCurrent} />}
        <PasswordField label={words.new} value={password} isNew hint={words.hint} onChange={setPassword} />
        {fault !== undefined && (
          <p className="error-text" role="alert">
            {fault}
          </p>
        )}
        <div className={cards.actions}>
          <button type="submit" className="button" disabled={!ready}>
            {has ? words.change : words.set}
          </button>
        </div>
      </form>
    </section>
  );
}
