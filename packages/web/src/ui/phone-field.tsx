import { useId } from "react";
import { words } from "../words/index.ts";
import { CountryPicker } from "./country-picker.tsx";
import styles from "./phone-field.module.css";
import type { PhoneInput } from "./use-phone-typing.ts";

export interface PhoneFieldProps {
  readonly input: PhoneInput;
  readonly invalid: boolean;
  readonly describedBy?: string | undefined;
  readonly onTyped: (typed: string) => void;
}

/** Country and number; the country follows a + that is typed, and the number is grouped as that country does. */
export function PhoneField({ input, invalid, describedBy, onTyped }: PhoneFieldProps) {
  const { library, text, typed, country, choose } = input;
  const id = useId();
  return (
    <div className={styles.fields}>
      <CountryPicker
        phone={library}
        value={country}
        onChange={(code) => {
          choose(code);
          if (typed.trimStart().startsWith("+")) onTyped("");
        }}
      />
      <div className="field">
        <label htmlFor={id}>{words.signUp.number}</label>
        <div className={styles.number}>
          <input
            id={id}
            className={styles.input}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            dir="ltr"
            value={text}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            // biome-ignore lint/a11y/noAutofocus: the one field of a page that asks for it.
            autoFocus
            onChange={(event) => {
              const next = event.target.value;
              // Deleting a bracket or space that the grouping put there takes the digit before it too.
              const sameDigits = next.replace(/\D/gu, "") === text.replace(/\D/gu, "");
              onTyped(next.length < text.length && sameDigits ? next.slice(0, -1) : next);
            }}
          />
        </div>
      </div>
    </div>
  );
}
