import { useEffect, useRef } from "react";
import { words } from "../words/index.ts";
import styles from "./code-field.module.css";

export interface CodeFieldProps {
  readonly value: string;
  readonly length: number;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One real field over drawn cells: pasting, filling in by the browser and screen readers work as in any other field. */
export function CodeField({ value, length, invalid, describedBy, onChange }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div className={styles.code} dir="ltr" data-invalid={invalid}>
      <div className={styles.cells} aria-hidden="true">
        {Array.from({ length }, (_, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells are alike and never move.
            key={index}
            className={styles.cell}
            data-current={index === Math.min(value.length, length - 1)}
          >
            {value[index]}
          </span>
        ))}
      </div>
      <input
        ref={input}
        className={styles.input}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        maxLength={length + 12}
        value={value}
        aria-label={words.signUp.code}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value.replace(/\D/gu, "").slice(0, length))}
        onSelect={(event) => {
          const end = event.currentTarget.value.length;
          if (event.currentTarget.selectionStart !== end) event.currentTarget.setSelectionRange(end, end);
        }}
      />
    </div>
  );
}
