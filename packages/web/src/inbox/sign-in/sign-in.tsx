import type { SessionView } from "@culver/business/inbox-api";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import styles from "../../signup/sign-up.module.css";
import { inboxWords } from "../../words/inbox.ts";
import { inboxClient } from "../api/client.ts";
import { InboxError } from "../api/http.ts";
import own from "./door.module.css";
import { Door } from "./door.tsx";
import { hasPasskeys, signInByPasskey } from "./passkeys.ts";
import { PasswordField } from "./password-field.tsx";

function reason(error: unknown, byPasskey: boolean): string {
  const words = inboxWords.signIn;
  if (!(error instanceof InboxError)) return inboxWords.app.failed;
  if (error.status === 429) return words.tooMany;
  if (error.status === 401 || error.status === 403) return byPasskey ? words.passkeyFailed : words.wrong;
  return error.message;
}

/** Login and password, or a passkey. */
export function SignIn({
  ended,
  onSignedIn,
}: {
  readonly ended: boolean;
  readonly onSignedIn: (session: SessionView) => void;
}) {
  const words = inboxWords.signIn;
  const id = useId();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const go = async (way: () => Promise<SessionView>, byPasskey: boolean): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      onSignedIn(await way());
    } catch (error) {
      setFault(reason(error, byPasskey));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy && login !== "" && password !== "")
      void go(() => inboxClient.login(login.trim(), password), false);
  };
  return (
    <Door>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.head}>
          <h1>{words.title}</h1>
          <p>{ended ? words.ended : words.text}</p>
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
            aria-invalid={fault === words.wrong}
            onChange={(event) => setLogin(event.target.value)}
          />
        </div>
        <PasswordField
          label={words.password}
          value={password}
          isNew={false}
          invalid={fault === words.wrong}
          onChange={setPassword}
        />
        {fault !== undefined && (
          <p className="error-text" role="alert">
            {fault}
          </p>
        )}
        <div className={own.ways}>
          <button type="submit" className="button primary" disabled={busy || login === "" || password === ""}>
            {busy ? words.going : words.go}
          </button>
          {hasPasskeys() && (
            <>
              <span className={own.or}>{words.or}</span>
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void go(signInByPasskey, true)}
              >
                <KeyRound size={18} strokeWidth={1.75} aria-hidden="true" />
                {words.passkey}
              </button>
            </>
          )}
        </div>
        <p className="hint">{words.forgot}</p>
      </form>
    </Door>
  );
}
