import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { words } from "../words/index.ts";
import { refusalOf, refusalText } from "./refusal.ts";
import styles from "./sign-up.module.css";

const longestName = 64;

export function NameStep({ onName }: { readonly onName: (name: string) => Promise<void> }) {
  const app = useApp();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const wanted = name.trim();
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await onName(wanted);
    } catch (error) {
      setProblem(refusalText(refusalOf(error)));
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== "") void submit();
      }}
    >
      <Avatar account={app.self.get()?.account ?? "new"} name={wanted} size="large" />
      <div className={styles.head}>
        <h1>{words.signUp.nameTitle}</h1>
        <p>{words.signUp.nameText}</p>
      </div>
      <div className="field">
        <label htmlFor={id}>{words.signUp.name}</label>
        <input
          id={id}
          className="input"
          autoComplete="name"
          dir="auto"
          maxLength={longestName}
          value={name}
          // biome-ignore lint/a11y/noAutofocus: the one field of a page that asks for it.
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        {problem !== undefined && (
          <p className="error-text" role="alert">
            {problem}
          </p>
        )}
      </div>
      <button type="submit" className={`button primary ${styles.wide}`} disabled={wanted === "" || busy}>
        {words.signUp.start}
      </button>
    </form>
  );
}
