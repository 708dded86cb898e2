import type { Conversation } from "@culver/client";
import { CircleSlash } from "lucide-react";
import { Composer } from "../composer/composer.tsx";
import { words } from "../words/index.ts";
import { SmsBar } from "./sms-bar.tsx";
import { useSmsQuote } from "./use-sms-quote.ts";

/** The composer of a chat with a phone; why there is none, where nothing can be sent. */
export function SmsComposer({ conversation }: { readonly conversation: Conversation }) {
  const quote = useSmsQuote(conversation.id);
  const { sms } = conversation;
  if (sms?.optedOut === true) {
    return (
      <SmsBar icon={CircleSlash} title={words.sms.optedOutTitle} text={words.sms.optedOutText(sms.from)} />
    );
  }
  if (quote?.refused !== undefined)
    return <SmsBar icon={CircleSlash} title={words.sms.refusedTitle} text={quote.refused} />;
  return <Composer conversation={conversation} {...(quote !== undefined && { quote })} />;
}
