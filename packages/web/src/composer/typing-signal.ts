const repeatAfter = 3_500;
const stopAfter = 5_000;

/** What the field a person writes in tells about it. */
export interface TypingSignal {
  note(text: string): void;
  stop(): void;
}

/** Tells that somebody is writing: when it begins, every few seconds while it goes on, when it ends. */
export function createTypingSignal(tell: (typing: boolean) => void): TypingSignal {
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    if (told !== 0) tell(false);
    told = 0;
  };
  return {
    stop,
    note(text) {
      if (text.trim() === "") {
        stop();
        return;
      }
      if (Date.now() - told > repeatAfter) {
        told = Date.now();
        tell(true);
      }
      clearTimeout(timer);
      timer = setTimeout(stop, stopAfter);
    },
  };
}
