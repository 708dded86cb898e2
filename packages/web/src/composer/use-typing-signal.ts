import { useEffect, useMemo } from "react";
import { useApp } from "../app/app-context.ts";

const repeatAfter = 3_500;
const stopAfter = 5_000;

/**
 * Tells the other side that one is writing: when it begins, every few seconds while it goes on, when it ends. Without a
 * conversation, for one with a phone, it tells nobody.
 */
export function useTypingSignal(conversation: string | undefined): {
  note(text: string): void;
  stop(): void;
} {
  const { client } = useApp();
  const signal = useMemo(() => {
    let told = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (typing: boolean): void => {
      if (conversation !== undefined) client.setTyping(conversation, typing).catch(() => undefined);
    };
    const stop = (): void => {
      clearTimeout(timer);
      if (told !== 0) tell(false);
      told = 0;
    };
    return {
      stop,
      note(text: string) {
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
  }, [client, conversation]);
  useEffect(() => signal.stop, [signal]);
  return signal;
}
