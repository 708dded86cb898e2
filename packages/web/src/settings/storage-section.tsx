import { useCallback, useEffect, useState } from "react";
import { byteSize } from "../lib/format-time.ts";
import cards from "../ui/card.module.css";
import { words } from "../words/index.ts";
import styles from "./section.module.css";

interface Usage {
  readonly used: number;
  readonly quota: number;
  readonly kept: boolean;
}

/** Less than this left, and it is said. Share of what the browser allows. */
const low = 0.1;

export function StorageSection() {
  const [usage, setUsage] = useState<Usage>();
  const load = useCallback(async () => {
    const { usage: used = 0, quota = 0 } = await navigator.storage.estimate();
    setUsage({ used, quota, kept: await navigator.storage.persisted() });
  }, []);
  useEffect(() => {
    load().catch(() => setUsage(undefined));
  }, [load]);
  if (usage === undefined) return <div className={cards.card} aria-busy="true" />;
  const share = usage.quota === 0 ? 0 : usage.used / usage.quota;
  return (
    <div className={cards.card}>
      <p>
        <span className={styles.strong}>{words.settings.storageUsed(byteSize(usage.used))}</span>{" "}
        <span className="meta">{words.settings.storageOf(byteSize(usage.quota))}</span>
      </p>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
      {share > 1 - low && <p className="error-text">{words.settings.storageLow}</p>}
      <p className="hint">{usage.kept ? words.settings.storageKept : words.settings.storageNotKept}</p>
      {!usage.kept && (
        <div className={cards.actions}>
          <button
            type="button"
            className="button"
            onClick={() => void navigator.storage.persist().then(load)}
          >
            {words.settings.storageKeep}
          </button>
        </div>
      )}
    </div>
  );
}
