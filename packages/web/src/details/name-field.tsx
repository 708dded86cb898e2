import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";

export interface NameFieldProps {
  readonly label: string;
  readonly hint: string;
  /** The name as it is; nothing for none. */
  readonly given: string | undefined;
  readonly placeholder: string;
  /** With an empty name: takes it away. */
  readonly onName: (name: string) => Promise<void>;
}

/** The name the owner of this device gives somebody; saved on leaving the field. */
export function NameField({ label, hint, given, placeholder, onName }: NameFieldProps) {
  const { toasts } = useApp();
  const id = useId();
  const [name, setName] = useState(given ?? "");
  const save = (): void => {
    const wanted = name.trim();
    if (wanted === (given ?? "")) return;
    onName(wanted).catch(() => toasts.show(words.message.acted, { danger: true }));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        dir="auto"
        maxLength={64}
        autoComplete="off"
        value={name}
        placeholder={placeholder}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setName(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
