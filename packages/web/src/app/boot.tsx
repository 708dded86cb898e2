import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { registerServiceWorker } from "../pwa/register.ts";
import { InsecurePage } from "../shell/insecure-page.tsx";
import { followTheme } from "../shell/theme.ts";
import { followViewport } from "../shell/viewport.ts";
import { createPreferences } from "../state/preferences.ts";
import type { WorkerConfig } from "../worker/protocol.ts";
import { startRemoteClient } from "../worker/remote-client.ts";
import { startApp } from "./app.ts";
import { Root } from "./root.tsx";
import { createSession } from "./session.ts";
import { createTabLock } from "./tab-lock.ts";

export interface BootOptions {
  readonly createWorker: () => Worker;
  readonly config: WorkerConfig;
  /** Where the service worker is; none in demonstrations. */
  readonly serviceWorker?: string;
}

/** Starts the page: theme, one live tab, the client in its worker, then the screens. */
export function boot({ createWorker, config, serviceWorker }: BootOptions): void {
  const container = document.getElementById("root");
  if (container === null) throw new Error("The page has no #root.");
  const root = createRoot(container);
  const preferences = createPreferences(localStorage);
  followTheme(preferences);
  followViewport();
  if (!window.isSecureContext || globalThis.crypto?.subtle === undefined) {
    root.render(<InsecurePage />);
    return;
  }
  const session = createSession(async () => {
    const worker = createWorker();
    const client = await startRemoteClient(worker, config);
    return { worker, app: await startApp({ client, serverUrl: config.serverUrl, preferences }) };
  });
  const lock = createTabLock(session.stop);
  const start = (): void => {
    if (lock.get() === "held") void session.start();
  };
  lock.subscribe(start);
  start();
  const update = registerServiceWorker(serviceWorker);
  root.render(
    <StrictMode>
      <Root lock={lock} session={session} update={update} />
    </StrictMode>,
  );
}
