import { textOfIncoming } from "../../events/index.ts";
import type { OutgoingContent, StoredMessage } from "../../model/index.ts";

/** What a message says, to be searched; "" when it says nothing or has been taken back. */
export function textOf(message: StoredMessage): string {
  if (message.direction === "out") return textOfOutgoing(message.content);
  return message.isRevoked ? "" : (textOfIncoming(message.content) ?? "");
}

function textOfOutgoing(content: OutgoingContent): string {
  switch (content.type) {
    case "text":
      return content.body;
    case "reaction":
      return content.emoji ?? "";
    case "location":
      return [content.location.name, content.location.address].filter(Boolean).join(", ");
    case "contacts":
      return content.contacts.map(({ name }) => name.formatted_name).join(", ");
    case "interactive":
      return content.interactive.body;
    case "template":
      return content.rendered.body;
    default:
      return content.media.caption ?? content.media.filename ?? "";
  }
}

const NAMES: Readonly<Record<string, string>> = {
  image: "Photo",
  video: "Video",
  audio: "Sound",
  document: "File",
  sticker: "Sticker",
  location: "Place",
  contacts: "Contact",
};

/** Longest line of a list of threads, characters. */
const LINE = 200;

/** A message as the list of threads shows it. */
export function lineOf(message: StoredMessage): string {
  if (message.direction === "in" && message.isRevoked) return "Message deleted";
  const text = textOf(message) || (NAMES[message.content.type] ?? "Message");
  return text.length > LINE ? `${text.slice(0, LINE)}…` : text;
}

/** A reaction is shown at the message it is about, and is no line of its own. */
export const isReaction = (message: StoredMessage): boolean => message.content.type === "reaction";
