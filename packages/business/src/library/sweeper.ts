/** Work that is done when asked for and every so often, never twice at once. */
export interface Sweeper extends AsyncDisposable {
  /** Does it now, or once more after what is under way. */
  ask(): void;
  /** Resolves when nothing is under way or asked for. */
  idle(): Promise<void>;
}

/** @param work of which a failure is left to the next time. */
export function startSweeper(
  work: () => Promise<void>,
  everyMs: number,
  failed: (error: unknown) => void,
): Sweeper {
  let isAsked = false;
  let isEnded = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (isAsked && !isEnded) {
      isAsked = false;
      try {
        await work();
      } catch (error) {
        failed(error);
      }
    }
    running = undefined;
  };
  const ask = () => {
    if (isEnded) return;
    isAsked = true;
    running ??= run();
  };
  const timer = setInterval(ask, everyMs);
  timer.unref();
  return {
    ask,
    idle: async () => {
      while (running) await running;
    },
    async [Symbol.asyncDispose]() {
      isEnded = true;
      clearInterval(timer);
      await running;
    },
  };
}
