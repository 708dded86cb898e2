import type { CulverClient, Message } from "@culver/client";
import { describeBody } from "./describe-body.ts";

export interface UnprintedMessage {
  readonly conversation: string;
  readonly id: string;
  readonly event: {
    readonly event: "message";
    /** `sms`: from a phone, not encrypted beyond the gateway. */
    readonly channel: "culver" | "sms";
    /** E.164; null while the directory has not confirmed the sender's number. */
    readonly from: string | null;
    /** Null for a phone. */
    readonly account: string | null;
    /** What it says, or the words by which what is no text would be quoted. */
    readonly text: string;
    /** Of what is no text. */
    readonly kind?: string;
    readonly id: string;
    readonly at: number;
    readonly reply_to?: string;
  } & Readonly<Record<string, unknown>>;
}

/** How long a message waits for its sender's number to be confirmed, ms. */
const NUMBER_WAIT_MS = 5000;

/** Unread incoming messages of all conversations, oldest first. */
export async function unprintedMessages(
  client: CulverClient,
  { waitForNumber = true }: { readonly waitForNumber?: boolean } = {},
): Promise<readonly UnprintedMessage[]> {
  const found: UnprintedMessage[] = [];
  for (const conversation of await client.conversations()) {
    if (conversation.unread === 0 || conversation.firstUnread === undefined) continue;
    const isSms = conversation.kind === "sms";
    const number = isSms ? conversation.sms?.number || undefined : conversation.peer?.number;
    for (const message of await unread(client, conversation.id, conversation.firstUnread)) {
      const words = describeBody(message.body);
      if (words === undefined) continue;
      const isWaiting = waitForNumber && !isSms && number === undefined;
      if (isWaiting && Date.now() - message.at < NUMBER_WAIT_MS) break;
      found.push({
        conversation: conversation.id,
        id: message.id,
        event: {
          event: "message",
          channel: isSms ? "sms" : "culver",
          from: number ?? null,
          account: isSms ? null : message.author,
          ...words,
          id: message.id,
          at: message.at,
          ...(message.replyTo === undefined ? {} : { reply_to: message.replyTo.id }),
        },
      });
    }
  }
  return found.sort((a, b) => a.event.at - b.event.at);
}

async function unread(
  client: CulverClient,
  conversation: string,
  first: string,
): Promise<readonly Message[]> {
  const start = (await client.messages(conversation, { around: first, limit: 1 }))[0];
  if (start === undefined) return [];
  const later = await client.messages(conversation, { after: start.position, limit: 500 });
  return [start, ...later].filter((message) => !message.outgoing);
}
