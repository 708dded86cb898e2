import { createStore, type Store } from "../state/store.ts";
import { trustedScript } from "./trusted-script.ts";

export interface AppUpdate {
  readonly ready: boolean;
  /** Switches to the new version and reloads. */
  readonly reload: () => void;
}

const checkEvery = 60 * 60_000;

/** Registers the service worker and watches for a new version of the app. */
export function registerServiceWorker(path: string | undefined): Store<AppUpdate> {
  const store = createStore<AppUpdate>({ ready: false, reload: () => window.location.reload() });
  if (path === undefined || !("serviceWorker" in navigator)) return store;

  const watch = (registration: ServiceWorkerRegistration): void => {
    const offer = (worker: ServiceWorker | null): void => {
      // Without a controller this is the first installation, not an update.
      if (worker === null || navigator.serviceWorker.controller === null) return;
      const reload = (): void => {
        navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
          once: true,
        });
        worker.postMessage("activate");
      };
      store.set({ ready: true, reload });
    };
    offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed") offer(worker);
      });
    });
    setInterval(() => void registration.update().catch(() => undefined), checkEvery);
  };
  navigator.serviceWorker.register(trustedScript(path), { scope: "/" }).then(watch, () => undefined);
  return store;
}
