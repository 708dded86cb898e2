import type { Choice } from "../rendering/choices.ts";
import type { IncomingContent } from "./message.ts";

/** What a customer chose, as the reply the choice's message asks for (section 5: interactive, button). */
export function replyOf(choice: Choice): IncomingContent {
  const { id, title, description } = choice;
  if (choice.kind === "quick_reply") return { type: "button", payload: id, text: title };
  return choice.kind === "row"
    ? { type: "list_reply", id, title, description }
    : { type: "button_reply", id, title };
}

/** What a message says as a line of text, for a list of chats or a search; undefined when it says nothing. */
export function textOfIncoming(content: IncomingContent): string | undefined {
  switch (content.type) {
    case "text":
    case "user_changed_number":
      return content.body;
    case "button_reply":
    case "list_reply":
      return content.title;
    case "button":
      return content.text;
    case "reaction":
      return content.emoji || undefined;
    case "location":
      return content.location.name || content.location.address || undefined;
    case "contacts":
      return content.contacts.map(({ name }) => name.formatted_name).join(", ") || undefined;
    case "unsupported":
      return undefined;
    default:
      return content.media.caption ?? content.media.filename;
  }
}
