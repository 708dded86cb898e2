import { createStore, type Store } from "../state/store.ts";

export type TabState = "asking" | "held" | "elsewhere" | "taking";

export interface TabLock extends Store<TabState> {
  /** Asks the tab that is live to hand over. */
  takeOver(): void;
}

const lockName = "culver-tab";
const presenceName = "culver-tab-presence";
/** The page before a reload may keep the lock for a moment: so long is waited unless a live tab answers. Milliseconds. */
const grace = 3_000;
/** A tab that does not answer within this time is taken to be frozen, and loses the lock. Milliseconds. */
const patience = 4_000;

/**
 * One live tab per browser: keys and store have one writer. A tab that finds the lock taken waits to be asked; a take-over
 * makes the holder run `release` (save, close) and let go. A tab that has been told of another never becomes live by itself,
 * so that reloading the live one does not move it.
 */
export function createTabLock(release: () => Promise<void>): TabLock {
  const store = createStore<TabState>("asking");
  const channel = new BroadcastChannel(lockName);
  const presence = new BroadcastChannel(presenceName);
  let isLeaving = false;
  let letGo: (() => void) | undefined;
  let waiting = new AbortController();

  const hold = (): Promise<void> => {
    store.set("held");
    return new Promise<void>((resolve) => {
      letGo = resolve;
    });
  };
  const stolen = async (): Promise<void> => {
    // Aborted while waiting, which changes nothing, or stolen while held.
    if (store.get() !== "held") return;
    store.set("elsewhere");
    await release();
  };
  const request = (options: LockOptions): void => {
    navigator.locks.request(lockName, options, hold).catch(stolen);
  };
  const giveUp = (): void => {
    if (store.get() !== "asking") return;
    store.set("elsewhere");
    waiting.abort();
  };

  channel.onmessage = async () => {
    const held = store.get() === "held";
    store.set("elsewhere");
    waiting.abort();
    if (!held) return;
    await release();
    letGo?.();
  };

  presence.onmessage = ({ data }: MessageEvent<"anybody" | "here">) => {
    if (data === "here") giveUp();
    else if (store.get() === "held" && !isLeaving) presence.postMessage("here");
  };
  addEventListener("pagehide", () => {
    isLeaving = true;
  });
  addEventListener("pageshow", () => {
    isLeaving = false;
  });

  request({ signal: waiting.signal });
  presence.postMessage("anybody");
  setTimeout(giveUp, grace);
  return {
    ...store,
    takeOver() {
      store.set("taking");
      channel.postMessage("hand-over");
      waiting = new AbortController();
      request({ signal: waiting.signal });
      setTimeout(() => {
        if (store.get() !== "taking") return;
        waiting.abort();
        request({ steal: true });
      }, patience);
    },
  };
}
