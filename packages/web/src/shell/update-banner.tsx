import { RefreshCw } from "lucide-react";
import { useCallback } from "react";
import { useApp } from "../app/app-context.ts";
import type { AppUpdate } from "../pwa/register.ts";
import { useIdleReload } from "../pwa/use-idle-reload.ts";
import { type Store, useValue } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./banner.module.css";

export function UpdateBanner({ update }: { readonly update: Store<AppUpdate> }) {
  const app = useApp();
  const { ready, reload } = useValue(update);
  const busy = useCallback(
    () => [...app.composers.get().values()].some(({ text }) => text !== "") || app.self.get() === undefined,
    [app],
  );
  useIdleReload(ready, busy, reload);
  if (!ready) return null;
  return (
    <div className={`banner calm ${styles.banner}`} role="status">
      <RefreshCw size={16} aria-hidden="true" />
      <span>
        {words.update.banner} {words.update.later}
      </span>
      <button type="button" className={styles.link} onClick={reload}>
        {words.update.reload}
      </button>
    </div>
  );
}
