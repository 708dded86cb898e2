import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import cards from "../ui/card.module.css";
import { Switch } from "../ui/switch.tsx";
import { words } from "../words/index.ts";
import { LockCard } from "./lock-card.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

const switches = [
  { key: "readReceipts", label: words.settings.readReceipts, text: words.settings.readReceiptsText },
  { key: "lastSeen", label: words.settings.lastSeen, text: words.settings.lastSeenText },
  { key: "typing", label: words.settings.typing, text: words.settings.typingText },
] as const;

export function PrivacySection() {
  const app = useApp();
  const privacy = useValue(app.privacy);
  const change = useChangeSettings();
  return (
    <>
      <div className={`${cards.card} ${cards.rows}`}>
        {switches.map(({ key, label, text }) => (
          <Switch
            key={key}
            label={label}
            text={text}
            checked={privacy?.[key] ?? true}
            disabled={privacy === undefined}
            onChange={(on) => change({ [key]: on })}
          />
        ))}
      </div>
      <LockCard />
    </>
  );
}
