import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Directory } from "../contacts/directory.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { conversationTable } from "../records/conversation-record.ts";
import { GatewayKey } from "./gateway-key.ts";
import { JoinedPhones } from "./joined-phones.ts";
import { OwnDevices } from "./own-devices.ts";
import { Phones } from "./phones.ts";
import { Quotes } from "./quotes.ts";
import { SmsOutcomes } from "./sms-outcomes.ts";
import { SmsSender } from "./sms-sender.ts";
import { SmsTexts } from "./sms-text.ts";
import { SmsIntake } from "./take-in-sms.ts";

export interface SmsNeeds {
  readonly outbox: Outbox;
  readonly messages: MessageLog;
  readonly lists: DeviceLists;
  readonly directory: Directory;
  readonly serverUrl: string;
}

/** The parts that reach phones by SMS, put together. */
export function assembleSms(context: Context, { outbox, messages, lists, directory, serverUrl }: SmsNeeds) {
  const key = new GatewayKey(context);
  const outcomes = new SmsOutcomes(context, messages, outbox);
  const joined = new JoinedPhones(context, directory, messages);
  const askAnew = async (conversation: string) => {
    const phone = (await conversationTable.get(context.db, conversation))?.sms;
    if (phone !== undefined) await joined.ask([phone.number], true);
  };
  const onJoined = (conversation: string) =>
    void askAnew(conversation).catch(() => context.log("joined.unasked"));
  const quotes = new Quotes(context, messages, key, onJoined);
  // With the first text the phone gets a number of the pool, which the next quote names.
  const learnNumber = async (conversation: string) => {
    const phone = (await conversationTable.get(context.db, conversation))?.sms;
    if (phone === undefined || phone.from !== undefined) return;
    quotes.forget(conversation);
    await quotes.of(conversation);
  };
  return {
    phones: new Phones(context, messages, key, joined),
    texts: new SmsTexts(context, messages, outbox),
    quotes,
    intake: new SmsIntake(context, messages, outcomes, serverUrl.replace(/\/+$/, "")),
    joined,
    sender: new SmsSender(context, {
      outbox,
      key,
      devices: new OwnDevices(context, lists),
      outcomes,
      onAccepted: (conversation) =>
        void learnNumber(conversation).catch(() => context.log("sms.number-unknown")),
      onRefused: (conversation, reason) => {
        quotes.forget(conversation);
        if (reason === "on-culver") onJoined(conversation);
      },
    }),
  };
}
