import { useId, useState } from "react";
import { words } from "../words/index.ts";
import dialogStyles from "./dialog.module.css";
import { Dialog } from "./dialog.tsx";
import type { Layer } from "./layers.ts";

type ConfirmProps = Omit<Extract<Layer, { kind: "confirm" }>, "kind"> & { readonly onClose: () => void };

function digits(text: string): string {
  return text.replace(/[^\d\p{L}]/gu, "");
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, action, danger, typed, run, onClose }: ConfirmProps) {
  const [input, setInput] = useState("");
  const id = useId();
  const ready = typed === undefined || digits(input) === digits(typed.expected);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {typed !== undefined && (
        <div className="field">
          <label htmlFor={id}>
            {typed.label}: <bdi dir="ltr">{typed.expected}</bdi>
          </label>
          <input
            id={id}
            className="input"
            value={input}
            autoComplete="off"
            dir="ltr"
            onChange={(event) => setInput(event.target.value)}
          />
        </div>
      )}
      <div className={dialogStyles.actions}>
        <button type="button" className="button" onClick={onClose}>
          {words.app.cancel}
        </button>
        <button
          type="button"
          className={`button ${danger ? "danger" : "primary"}`}
          disabled={!ready}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
