import type { Message } from "@culver/client";
import { clockTime } from "../lib/format-time.ts";
import { words } from "../words/index.ts";
import { messageText } from "./message-actions.ts";
import { useAuthorName } from "./use-author-name.ts";

/** "Alice, in reply to You: see you there, 18:53, edited, read" */
export function useMessageLabel(message: Message): string {
  const author = useAuthorName(message.author);
  const quoted = useAuthorName(message.replyTo?.author ?? "");
  const rest = [clockTime(message.at)];
  if (message.editedAt !== undefined) rest.push(words.conversation.edited);
  if (message.starred) rest.push(words.message.starred);
  if (message.outgoing) rest.push(words.ticks[message.status]);
  for (const { emoji, authors } of message.reactions) rest.push(`${emoji} ${authors.length}`);
  return words.message.label(
    author,
    message.replyTo === undefined ? undefined : quoted,
    messageText(message),
    rest.join(", "),
  );
}
