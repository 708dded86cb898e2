import { useId } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import cards from "../ui/card.module.css";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./section.module.css";
import { useChangeSettings } from "./use-change-settings.ts";

/** Minutes offline to choose from; 0 is off. */
const choices = [0, 1, 5, 15, 60];

function labelOf(minutes: number): string {
  return minutes === 0 ? words.settings.smsOff : words.settings.smsMinutes(minutes);
}

/** Whether messages follow this device by SMS when it is offline, after how long, and what that takes. */
export function SmsSection() {
  const app = useApp();
  const id = useId();
  const format = usePhoneFormat();
  const settings = useValue(app.privacy);
  const self = useValue(app.self);
  const server = useValue(app.server);
  const change = useChangeSettings();
  const chosen = settings?.encryptedSmsAfterMinutes ?? 0;
  // What another app has set stays to be seen.
  const all = choices.includes(chosen) ? choices : [...choices, chosen].sort((a, b) => a - b);
  return (
    <>
      <fieldset className={cards.card} disabled={settings === undefined}>
        <legend className="visually-hidden">{words.settings.smsAfter}</legend>
        <p>{words.settings.smsIntro}</p>
        <div className={styles.choices}>
          {all.map((minutes) => (
            <label key={minutes} className={styles.choice}>
              <input
                type="radio"
                name={id}
                checked={minutes === chosen}
                onChange={() => change({ encryptedSmsAfterMinutes: minutes })}
              />
              <span>{labelOf(minutes)}</span>
            </label>
          ))}
        </div>
        {self !== undefined && (
          <p className="hint">{words.settings.smsNumber(format(self.number).replaceAll(" ", "\u00a0"))}</p>
        )}
      </fieldset>
      <section className={cards.card}>
        <h3>{words.settings.smsBrowser}</h3>
        <p className="hint">{words.settings.smsBrowserText}</p>
      </section>
      <section className={cards.card}>
        <h3>{words.settings.smsCost}</h3>
        <p className="hint">{words.settings.smsCostText(server?.name ?? self?.domain ?? "")}</p>
      </section>
    </>
  );
}
