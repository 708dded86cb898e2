import { lazy, Suspense } from "react";
import type { AppUpdate } from "../pwa/register.ts";
import { EndedPage } from "../shell/ended-page.tsx";
import { SandboxBanner } from "../shell/sandbox-banner.tsx";
import { Shell } from "../shell/shell.tsx";
import { Splash } from "../shell/splash.tsx";
import { UpdateBanner } from "../shell/update-banner.tsx";
import { type Store, useValue } from "../state/store.ts";
import { LayerHost } from "../ui/layer-host.tsx";
import { ToastHost } from "../ui/toast-host.tsx";
import { useApp } from "./app-context.ts";
import styles from "./screens.module.css";

const SignUp = lazy(async () => ({ default: (await import("../signup/sign-up.tsx")).SignUp }));

function Screen() {
  const app = useApp();
  const self = useValue(app.self);
  const connection = useValue(app.connection);
  if (self === undefined || self.name === "") {
    return (
      <Suspense fallback={<Splash />}>
        <SignUp />
      </Suspense>
    );
  }
  if (connection.state === "signed-out") return <EndedPage reason={connection.reason} />;
  return <Shell />;
}

/** Banners on top, the screen below, layers above all. */
export function Screens({ update }: { readonly update: Store<AppUpdate> }) {
  const app = useApp();
  return (
    <div className={styles.screens}>
      <SandboxBanner />
      <UpdateBanner update={update} />
      <Screen />
      <ToastHost toasts={app.toasts} />
      <LayerHost />
    </div>
  );
}
