import type { Role, SessionView } from "@culver/business/inbox-api";
import { KeyRound, Link2Off } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import styles from "../../signup/sign-up.module.css";
import { EmptyState } from "../../ui/empty-state.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { inboxClient } from "../api/client.ts";
import { InboxError } from "../api/http.ts";
import own from "./door.module.css";
import { Door } from "./door.tsx";
import { addPasskey, hasPasskeys } from "./passkeys.ts";
import { PasswordField } from "./password-field.tsx";

interface Invited {
  readonly name: string;
  readonly role: Role;
  readonly business: string;
}

export interface InvitationProps {
  readonly secret: string;
  readonly onJoined: (session: SessionView) => void;
  readonly onSignIn: () => void;
}

/** The page behind an invitation's link: a login, and a password or a passkey. */
export function Invitation({ secret, onJoined, onSignIn }: InvitationProps) {
  const words = inboxWords.invitation;
  const id = useId();
  const [invited, setInvited] = useState<Invited>();
  const [gone, setGone] = useState(false);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  useEffect(() => {
    let left = false;
    inboxClient.invitation(secret).then(
      (found) => {
        if (!left) setInvited(found);
      },
      (error: unknown) => {
        if (left) return;
        if (error instanceof InboxError && error.code === "offline") setFault(error.message);
        else setGone(true);
      },
    );
    return () => {
      left = true;
    };
  }, [secret]);

  const join = async (byPasskey: boolean): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      const session = await inboxClient.accept(secret, login.trim(), byPasskey ? undefined : password);
      if (byPasskey) {
        // Signed in either way: without the passkey, the account's page offers it again.
        const added = await addPasskey().then(
          () => true,
          () => false,
        );
        history.replaceState(null, "", added ? location.pathname : `${location.pathname}#/account`);
        onJoined(added ? { ...session, agent: { ...session.agent, passkeys: 1 } } : session);
        return;
      }
      onJoined(session);
    } catch (error) {
      setFault(error instanceof Error ? error.message : inboxWords.app.failed);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy && login.trim() !== "" && password.length >= 10) void join(false);
  };

  if (gone)
    return (
      <Door>
        <EmptyState icon={Link2Off} title={words.gone} text={words.goneText}>
          <button type="button" className="button" onClick={onSignIn}>
            {words.toSignIn}
          </button>
        </EmptyState>
      </Door>
    );
  if (invited === undefined)
    return (
      <Door>
        <div className={own.skeleton} aria-busy={fault === undefined}>
          {fault !== undefined && (
            <p className="error-text" role="alert">
              {fault}
            </p>
          )}
        </div>
      </Door>
    );
  return (
    <Door>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.head}>
          <h1>{words.welcome(invited.name)}</h1>
          <p>
            {words.text(invited.business)} {words.role[invited.role]}
          </p>
        </div>
        <div className="field">
          <label htmlFor={id}>{words.login}</label>
          <input
            id={id}
            className="input"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            value={login}
            // biome-ignore lint/a11y/noAutofocus: the one field of a page that asks for it.
            autoFocus
            aria-describedby={`${id}-hint`}
            onChange={(event) => setLogin(event.target.value)}
          />
          <p className="hint" id={`${id}-hint`}>
            {words.loginHint}
          </p>
        </div>
        <PasswordField
          label={words.password}
          value={password}
          isNew
          hint={words.passwordHint}
          onChange={setPassword}
        />
        {fault !== undefined && (
          <p className="error-text" role="alert">
            {fault}
          </p>
        )}
        <div className={own.ways}>
          <button
            type="submit"
            className="button primary"
            disabled={busy || login.trim() === "" || password.length < 10}
          >
            {busy ? words.joining : words.join}
          </button>
          {hasPasskeys() && (
            <>
              <span className={own.or}>{inboxWords.signIn.or}</span>
              <button
                type="button"
                className="button"
                disabled={busy || login.trim() === ""}
                onClick={() => void join(true)}
              >
                <KeyRound size={18} strokeWidth={1.75} aria-hidden="true" />
                {words.joinPasskey}
              </button>
            </>
          )}
        </div>
      </form>
    </Door>
  );
}
