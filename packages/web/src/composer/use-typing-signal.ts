import { useEffect, useMemo } from "react";
import { useApp } from "../app/app-context.ts";
import { createTypingSignal, type TypingSignal } from "./typing-signal.ts";

/** Tells the other side that one is writing. Without a conversation, for one with a phone, it tells nobody. */
export function useTypingSignal(conversation: string | undefined): TypingSignal {
  const { client } = useApp();
  const signal = useMemo(
    () =>
      createTypingSignal((typing) => {
        if (conversation !== undefined) client.setTyping(conversation, typing).catch(() => undefined);
      }),
    [client, conversation],
  );
  useEffect(() => signal.stop, [signal]);
  return signal;
}
