import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./banner.module.css";

/** Whoever reads the handset page owns every account, so the banner stays for as long as the sandbox is on. */
export function SandboxBanner() {
  const app = useApp();
  const sandbox = useStore(app.server, (server) => server?.sandbox ?? false);
  if (!sandbox) return null;
  return (
    <div className={`banner ${styles.banner}`} role="note">
      <p>
        {words.sandbox.banner}{" "}
        <a className={styles.link} href="/sandbox" target="_blank" rel="noopener">
          {words.sandbox.link}
        </a>
      </p>
    </div>
  );
}
