import type { SmsQuote } from "@culver/client";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";

/** What writing to this phone takes; undefined until the gateway has answered. Asked again whenever the app comes online. */
export function useSmsQuote(conversation: string): SmsQuote | undefined {
  const app = useApp();
  const online = useStore(app.connection, ({ state }) => state === "online");
  const [quote, setQuote] = useState<SmsQuote>();
  useEffect(() => {
    if (!online) return;
    let gone = false;
    app.client.smsQuote(conversation).then(
      (found) => gone || setQuote(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [app, conversation, online]);
  return quote;
}
