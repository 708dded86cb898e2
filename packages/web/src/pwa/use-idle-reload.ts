import { useEffect } from "react";

const idleAfter = 60_000;

/** Reloads once nobody has touched the page for a minute and nothing is being written. */
export function useIdleReload(ready: boolean, busy: () => boolean, reload: () => void): void {
  useEffect(() => {
    if (!ready) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => (busy() ? wait() : reload()), idleAfter);
    };
    const onHidden = (): void => {
      if (document.visibilityState === "hidden" && !busy()) reload();
    };
    wait();
    window.addEventListener("keydown", wait);
    window.addEventListener("pointerdown", wait);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", wait);
      window.removeEventListener("pointerdown", wait);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, [ready, busy, reload]);
}
