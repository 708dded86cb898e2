import { Monitor, Moon, Sun } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import cards from "../ui/card.module.css";
import { Switch } from "../ui/switch.tsx";
import { words } from "../words/index.ts";
import styles from "./section.module.css";

const themes = [
  { value: "system", icon: Monitor },
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
] as const;

export function AppearanceSection() {
  const { preferences } = useApp();
  const { theme, enterSends } = useValue(preferences);
  return (
    <>
      <fieldset className={cards.card}>
        <legend className="visually-hidden">{words.settings.theme}</legend>
        <span className="label" aria-hidden="true">
          {words.settings.theme}
        </span>
        <div className={styles.themes}>
          {themes.map(({ value, icon: Icon }) => (
            <label key={value} className={styles.theme}>
              <input
                type="radio"
                name="theme"
                className="visually-hidden"
                checked={theme === value}
                onChange={() => preferences.update((all) => ({ ...all, theme: value }))}
              />
              <Icon size={22} strokeWidth={1.75} aria-hidden="true" />
              {words.settings.themes[value]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className={`${cards.card} ${cards.rows}`}>
        <Switch
          label={words.settings.enterSends}
          text={words.settings.enterSendsText}
          checked={enterSends}
          onChange={(on) => preferences.update((all) => ({ ...all, enterSends: on }))}
        />
      </div>
    </>
  );
}
