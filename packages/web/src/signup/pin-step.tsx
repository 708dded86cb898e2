import { useId, useState } from "react";
import { words } from "../words/index.ts";
import { type Refusal, refusalText } from "./refusal.ts";
import styles from "./sign-up.module.css";

export interface PinStepProps {
  readonly refusal: Refusal | undefined;
  readonly onPin: (pin: string) => void;
  readonly onBack: () => void;
}

export function PinStep({ refusal, onPin, onBack }: PinStepProps) {
  const [pin, setPin] = useState("");
  const id = useId();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (pin.length >= 4) onPin(pin);
      }}
    >
      <div className={styles.head}>
        <h1>{words.signUp.pinTitle}</h1>
        <p>{words.signUp.pinText}</p>
      </div>
      <div className="field">
        <label htmlFor={id}>{words.signUp.pin}</label>
        <input
          id={id}
          className="input"
          type="password"
          autoComplete="current-password"
          value={pin}
          maxLength={20}
          aria-invalid={refusal !== undefined}
          aria-describedby={`${id}-hint`}
          // biome-ignore lint/a11y/noAutofocus: the one field of a page that asks for it.
          autoFocus
          onChange={(event) => setPin(event.target.value)}
        />
        <p
          className={refusal === undefined ? "hint" : "error-text"}
          id={`${id}-hint`}
          role={refusal === undefined ? undefined : "alert"}
        >
          {refusal === undefined ? words.signUp.pinForgotten : refusalText(refusal)}
        </p>
      </div>
      <button type="submit" className={`button primary ${styles.wide}`} disabled={pin.length < 4}>
        {words.signUp.next}
      </button>
      <div className={styles.actions}>
        <button type="button" className="button quiet" onClick={onBack}>
          {words.signUp.wrongNumber}
        </button>
      </div>
    </form>
  );
}
