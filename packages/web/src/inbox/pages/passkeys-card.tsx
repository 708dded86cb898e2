import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useStore } from "../../state/store.ts";
import cards from "../../ui/card.module.css";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { addPasskey, hasPasskeys } from "../sign-in/passkeys.ts";
import styles from "./page.module.css";

/** Adds and removes one's own passkeys. */
export function PasskeysCard() {
  const inbox = useInbox();
  const { passkeys, hasPassword } = useStore(inbox.session, ({ agent }) => agent);
  const [busy, setBusy] = useState(false);
  const words = inboxWords.account;
  const put = (count: number): void =>
    inbox.session.update((now) => ({ ...now, agent: { ...now.agent, passkeys: count } }));
  const add = async (): Promise<void> => {
    setBusy(true);
    try {
      await addPasskey();
      put(passkeys + 1);
      inbox.toasts.show(words.added);
    } catch (error) {
      inbox.refused(error);
    }
    setBusy(false);
  };
  const remove = (): void =>
    inbox.layers.open({
      kind: "confirm",
      title: words.removeTitle,
      text: words.removeText,
      action: words.removePasskeys,
      danger: true,
      run: () => {
        inbox.client.removePasskeys().then(() => {
          put(0);
          inbox.toasts.show(words.removed);
        }, inbox.refused);
      },
    });
  return (
    <section className={cards.card} aria-label={words.passkeys}>
      <div className={styles.cardHead}>
        <h2>{words.passkeys}</h2>
        {passkeys > 0 && <span className={styles.pill}>{inboxWords.team.by.passkey(passkeys)}</span>}
      </div>
      <p className="hint">{hasPasskeys() ? words.passkeysText : words.notSupported}</p>
      <div className={cards.actions}>
        {hasPasskeys() && (
          <button type="button" className="button" disabled={busy} onClick={() => void add()}>
            <KeyRound size={18} strokeWidth={1.75} aria-hidden="true" />
            {words.addPasskey}
          </button>
        )}
        {passkeys > 0 && (
          <button type="button" className="button quiet" disabled={!hasPassword} onClick={remove}>
            {words.removePasskeys}
          </button>
        )}
      </div>
      {passkeys > 0 && !hasPassword && <p className="hint">{words.needPassword}</p>}
    </section>
  );
}
