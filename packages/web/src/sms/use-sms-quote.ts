import type { Conversation, SmsQuote } from "@culver/client";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";

/**
 * What writing to this phone takes; undefined until the gateway has answered. Asked again whenever the app comes online, and
 * when the phone has said STOP or START.
 */
export function useSmsQuote({ id, sms }: Conversation): SmsQuote | undefined {
  const app = useApp();
  const online = useStore(app.connection, ({ state }) => state === "online");
  const optedOut = sms?.optedOut === true;
  const [quote, setQuote] = useState<SmsQuote>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after STOP or START the gateway answers otherwise.
  useEffect(() => {
    if (!online) return;
    let gone = false;
    app.client.smsQuote(id).then(
      (found) => gone || setQuote(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [app, id, online, optedOut]);
  return quote;
}
