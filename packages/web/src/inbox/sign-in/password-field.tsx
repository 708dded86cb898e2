import { Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./door.module.css";

export interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isNew: boolean;
  readonly invalid?: boolean;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** A password, with a way to see what was typed. */
export function PasswordField({ label, value, isNew, invalid = false, hint, onChange }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={styles.password}>
        <input
          id={id}
          className="input"
          type={shown ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          dir="ltr"
          value={value}
          aria-invalid={invalid}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton
          icon={shown ? EyeOff : Eye}
          size={18}
          label={shown ? inboxWords.signIn.hide : inboxWords.signIn.show}
          onClick={() => setShown(!shown)}
        />
      </div>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
