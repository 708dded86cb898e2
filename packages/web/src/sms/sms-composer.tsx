import type { Conversation } from "@culver/client";
import { CircleSlash } from "lucide-react";
import { Composer } from "../composer/composer.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { SmsBar } from "./sms-bar.tsx";
import { useSmsQuote } from "./use-sms-quote.ts";

/** The composer of a chat with a phone; why there is none, where nothing can be sent. */
export function SmsComposer({ conversation }: { readonly conversation: Conversation }) {
  const quote = useSmsQuote(conversation);
  const format = usePhoneFormat();
  const { sms } = conversation;
  if (sms?.optedOut === true) {
    const from = sms.from === undefined ? undefined : format(sms.from).replaceAll(" ", "\u00a0");
    return <SmsBar icon={CircleSlash} title={words.sms.optedOutTitle} text={words.sms.optedOutText(from)} />;
  }
  if (quote?.refused !== undefined)
    return <SmsBar icon={CircleSlash} title={words.sms.refusedTitle} text={quote.refused} />;
  return <Composer conversation={conversation} {...(quote !== undefined && { quote })} />;
}
