import type { Settings } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";

/** Shows a change of the settings at once and makes it; puts it back, and says why, when that fails. */
export function useChangeSettings(): (changes: Partial<Settings>) => void {
  const app = useApp();
  return (changes) => {
    const before = app.privacy.get();
    if (before !== undefined) app.privacy.set({ ...before, ...changes });
    app.client.changeSettings(changes).then(app.privacy.set, (error: unknown) => {
      app.privacy.set(before);
      const why = error instanceof Error ? error.message : words.message.acted;
      app.toasts.show(why, { danger: true });
    });
  };
}
