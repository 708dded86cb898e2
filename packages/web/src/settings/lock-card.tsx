import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { refusalOf, refusalText } from "../signup/refusal.ts";
import cards from "../ui/card.module.css";
import { words } from "../words/index.ts";

/** The PIN that guards a number against being registered by somebody else. */
export function LockCard() {
  const { client, toasts } = useApp();
  const id = useId();
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<string>();

  const change = async (to: string | null): Promise<void> => {
    try {
      await client.setRegistrationLock(to);
      setPin("");
      setAgain("");
      setProblem(undefined);
      toasts.show(to === null ? words.settings.lockOff : words.settings.lockOn);
    } catch (error) {
      setProblem(refusalText(refusalOf(error)));
    }
  };
  const submit = (): void => {
    if (!/^[\p{L}\p{N}]{4,20}$/u.test(pin)) setProblem(words.settings.lockShort);
    else if (pin !== again) setProblem(words.settings.lockDiffers);
    else void change(pin);
  };
  const fields = [
    { key: "pin", label: words.settings.lockPin, value: pin, set: setPin },
    { key: "again", label: words.settings.lockAgain, value: again, set: setAgain },
  ];
  return (
    <form
      className={cards.card}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{words.settings.lock}</h3>
      <p className="hint">{words.settings.lockText}</p>
      {fields.map(({ key, label, value, set }) => (
        <div key={key} className="field">
          <label htmlFor={`${id}-${key}`}>{label}</label>
          <input
            id={`${id}-${key}`}
            className="input"
            type="password"
            autoComplete="new-password"
            maxLength={20}
            value={value}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-problem`}
            onChange={(event) => {
              set(event.target.value);
              setProblem(undefined);
            }}
          />
        </div>
      ))}
      <p className="error-text" id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div className={cards.actions}>
        <button type="submit" className="button primary" disabled={pin === "" || again === ""}>
          {words.settings.lockSet}
        </button>
        <button type="button" className="button" onClick={() => void change(null)}>
          {words.settings.lockRemove}
        </button>
      </div>
    </form>
  );
}
