import type { RegistrationStarted } from "@culver/client";
import { Lock } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { PhoneField } from "../ui/phone-field.tsx";
import { usePhoneInput } from "../ui/use-phone-input.ts";
import { words } from "../words/index.ts";
import { type Refusal, refusalOf, refusalText } from "./refusal.ts";
import styles from "./sign-up.module.css";

export interface NumberStepProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onStarted: (started: RegistrationStarted) => void;
}

export function NumberStep({ typed, onTyped, onStarted }: NumberStepProps) {
  const app = useApp();
  const sandbox = useStore(app.server, (server) => server?.sandbox ?? false);
  const input = usePhoneInput(typed);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const errorId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the number takes back what was said about the old one.
  useEffect(() => setRefusal(undefined), [typed]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (input.e164 === undefined || busy) return;
    setBusy(true);
    try {
      onStarted(await app.client.startRegistration(input.e164));
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.head}>
        <h1>{words.signUp.welcome}</h1>
        <p>{words.signUp.intro}</p>
      </div>
      <PhoneField
        input={input}
        invalid={refusal !== undefined}
        describedBy={refusal === undefined ? undefined : errorId}
        onTyped={onTyped}
      />
      {refusal !== undefined && (
        <p className="error-text" id={errorId} role="alert">
          {refusalText(refusal)}
        </p>
      )}
      {sandbox && <p className="hint">{words.signUp.sandboxHint}</p>}
      <button type="submit" className={`button primary ${styles.wide}`} disabled={!input.possible || busy}>
        {busy ? words.signUp.sending : words.signUp.sendCode}
      </button>
      <p className={styles.privacy}>
        <Lock size={16} strokeWidth={1.75} aria-hidden="true" />
        {words.signUp.privacy}
      </p>
    </form>
  );
}
