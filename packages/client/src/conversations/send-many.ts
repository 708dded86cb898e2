import type { ClientErrorShape, Message, OutgoingContent, SendOptions } from "../api.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import type { MessageRecord } from "../records/message-record.ts";
import { isSmsConversation } from "../sms/sms-conversation-id.ts";
import { notOverSms } from "../sms/sms-errors.ts";
import type { SmsTexts } from "../sms/sms-text.ts";
import type { Transaction } from "../store/transaction.ts";
import { checkedBody } from "./check-content.ts";
import type { Compose } from "./compose.ts";
import { messageView } from "./message-view.ts";

export interface OutgoingItem {
  readonly conversation: string;
  readonly content: OutgoingContent;
  readonly options?: SendOptions;
}

export type SendOutcome = { readonly message: Message } | { readonly error: ClientErrorShape };

/** All items into the outbox by one commit; one that is refused writes nothing and holds back no other. */
export function sendMany(
  { db }: Context,
  parts: { readonly compose: Compose; readonly texts: SmsTexts },
  items: readonly OutgoingItem[],
): Promise<readonly SendOutcome[]> {
  return db.transact(async (tx) => {
    const outcomes: SendOutcome[] = [];
    for (const item of items) {
      const fork = tx.fork();
      try {
        const message = await sendOne(fork, parts, item);
        tx.merge(fork);
        outcomes.push({ message: messageView(message) });
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        outcomes.push({ error: { code: error.code, message: error.message } });
      }
    }
    return outcomes;
  });
}

async function sendOne(
  tx: Transaction,
  { compose, texts }: { readonly compose: Compose; readonly texts: SmsTexts },
  { conversation, content, options = {} }: OutgoingItem,
): Promise<MessageRecord> {
  if (content.kind === "attachment") throw fileApart();
  if (isSmsConversation(conversation)) {
    if (content.kind !== "text") throw notOverSms();
    return texts.put(tx, conversation, content.text, options);
  }
  const body = checkedBody(content, () => {
    throw fileApart();
  });
  return compose.put(tx, conversation, body, options);
}

function fileApart(): ClientError {
  return new ClientError("not_possible", "A message with a file is sent on its own.");
}
