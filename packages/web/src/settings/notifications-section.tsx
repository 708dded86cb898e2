import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import cards from "../ui/card.module.css";
import { Switch } from "../ui/switch.tsx";
import { words } from "../words/index.ts";

export function NotificationsSection() {
  const { preferences } = useApp();
  const { notify, notifyPreview } = useValue(preferences);
  const [permission, setPermission] = useState("Notification" in window ? Notification.permission : "denied");
  const change = async (on: boolean): Promise<void> => {
    const answer = on && permission === "default" ? await Notification.requestPermission() : permission;
    setPermission(answer);
    preferences.update((all) => ({ ...all, notify: on && answer === "granted", notifyAsked: true }));
  };
  return (
    <div className={`${cards.card} ${cards.rows}`}>
      <Switch
        label={words.settings.notify}
        text={permission === "denied" ? words.settings.notifyDenied : words.settings.notifyText}
        checked={notify && permission === "granted"}
        disabled={permission === "denied"}
        onChange={(on) => void change(on)}
      />
      <Switch
        label={words.settings.preview}
        text={words.settings.previewText}
        checked={notifyPreview}
        disabled={!notify || permission !== "granted"}
        onChange={(on) => preferences.update((all) => ({ ...all, notifyPreview: on }))}
      />
    </div>
  );
}
