import type { Contact } from "@culver/client";
import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";

/** The name the owner of this device gives somebody; saved on leaving the field. */
export function NameField({ contact }: { readonly contact: Contact }) {
  const { client, toasts } = useApp();
  const id = useId();
  const [name, setName] = useState(contact.name ?? "");
  const save = (): void => {
    const wanted = name.trim();
    if (wanted === (contact.name ?? "")) return;
    client
      .setContactName(contact.account, wanted)
      .catch(() => toasts.show(words.message.acted, { danger: true }));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{words.details.name}</label>
      <input
        id={id}
        className="input"
        dir="auto"
        maxLength={64}
        autoComplete="off"
        value={name}
        placeholder={contact.profileName ?? ""}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setName(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
      <p className="hint" id={`${id}-hint`}>
        {words.details.nameHint}
      </p>
    </div>
  );
}
