import { useEffect } from "react";
import type { AppUpdate } from "../pwa/register.ts";
import { FailedPage } from "../shell/failed-page.tsx";
import { OtherTabPage } from "../shell/other-tab-page.tsx";
import { Splash } from "../shell/splash.tsx";
import { type Store, useValue } from "../state/store.ts";
import type { App } from "./app.ts";
import { AppContext } from "./app-context.ts";
import { listenToHandsets } from "./handset-channel.ts";
import { Screens } from "./screens.tsx";
import type { Session } from "./session.ts";
import type { TabLock } from "./tab-lock.ts";

export interface RootProps {
  readonly lock: TabLock;
  readonly session: Session;
  readonly update: Store<AppUpdate>;
}

function saveWhenHidden(app: App): () => void {
  const onChange = (): void => {
    const visible = document.visibilityState === "visible";
    if (!visible) app.flush();
    if (app.self.get() !== undefined) app.client.setActive(visible).catch(() => undefined);
  };
  const onLeave = (): void => app.flush();
  document.addEventListener("visibilitychange", onChange);
  window.addEventListener("pagehide", onLeave);
  return () => {
    document.removeEventListener("visibilitychange", onChange);
    window.removeEventListener("pagehide", onLeave);
  };
}

/** Decides between the app and the pages that stand in for it. */
export function Root({ lock, session, update }: RootProps) {
  const tab = useValue(lock);
  const state = useValue(session);
  const app = state.phase === "running" ? state.app : undefined;
  useEffect(() => (app === undefined ? undefined : saveWhenHidden(app)), [app]);
  useEffect(() => (app === undefined ? undefined : listenToHandsets(app)), [app]);

  if (tab === "elsewhere" || tab === "taking")
    return <OtherTabPage taking={tab === "taking"} onUse={lock.takeOver} />;
  if (state.phase === "failed")
    return <FailedPage reason={state.reason} onRetry={() => void session.start()} />;
  if (app === undefined) return <Splash />;
  return (
    <AppContext value={app}>
      <Screens update={update} />
    </AppContext>
  );
}
