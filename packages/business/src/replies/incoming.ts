import type { IncomingContent } from "../events/index.ts";
import type { StoredMessage, Thread } from "../model/index.ts";

export type IncomingStored = Extract<StoredMessage, { readonly direction: "in" }>;

/** What a customer said in words; undefined for what has none. */
export function wordsOf(content: IncomingContent): string | undefined {
  switch (content.type) {
    case "text":
      return content.body;
    case "button_reply":
    case "list_reply":
      return content.title;
    case "button":
      return content.text;
    case "image":
    case "video":
    case "document":
      return content.media.caption;
    default:
      return undefined;
  }
}

/** The button or row that a customer tapped; undefined for what was written. */
export const choiceOf = (content: IncomingContent): string | undefined =>
  content.type === "button_reply" || content.type === "list_reply" ? content.id : undefined;

/** Whether a message is something one answers: a reaction, a change of number and what cannot be read are not. */
export function isAnswerable(message: StoredMessage): message is IncomingStored {
  if (message.direction !== "in" || message.isRevoked) return false;
  const { type } = message.content;
  return type !== "reaction" && type !== "user_changed_number" && type !== "unsupported";
}

/** The name of a customer; undefined where there is only a number. */
export function nameOf({ name, phone }: Thread): string | undefined {
  return name === phone || !/\p{L}/u.test(name) ? undefined : name;
}
