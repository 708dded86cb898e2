import { useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import cards from "../ui/card.module.css";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./section.module.css";

export function ProfileSection() {
  const app = useApp();
  const self = useValue(app.self);
  const format = usePhoneFormat();
  const id = useId();
  const [name, setName] = useState(self?.name ?? "");
  if (self === undefined) return null;
  const wanted = name.trim();
  const save = (): void => {
    app.client.setProfileName(wanted).then(
      () => {
        app.self.set({ ...self, name: wanted });
        app.toasts.show(words.settings.saved);
      },
      () => app.toasts.show(words.message.acted, { danger: true }),
    );
  };
  return (
    <form
      className={cards.card}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== "" && wanted !== self.name) save();
      }}
    >
      <Avatar account={self.account} name={wanted} size="large" />
      <div className="field">
        <label htmlFor={id}>{words.settings.name}</label>
        <input
          id={id}
          className="input"
          dir="auto"
          maxLength={64}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <dl>
        <div className={styles.line}>
          <dt>{words.settings.number}</dt>
          <dd dir="ltr">{format(self.number)}</dd>
        </div>
      </dl>
      <div className={cards.actions}>
        <button type="submit" className="button primary" disabled={wanted === "" || wanted === self.name}>
          {words.app.save}
        </button>
      </div>
    </form>
  );
}
