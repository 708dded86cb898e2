import type { ContactCard, Location, MediaType } from "../messages/content.ts";
import type { EventError } from "./names.ts";

/** A medium that came in: its id, to be fetched with the business's token (section 5). */
export interface EventMedia {
  readonly id: string;
  readonly mime_type: string;
  /** base64. */
  readonly sha256: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: boolean;
  readonly animated?: boolean;
  readonly url?: string;
}

/** What a customer's message says (M of section 5). */
export type IncomingContent =
  | { readonly type: "text"; readonly body: string }
  | { readonly type: MediaType; readonly media: EventMedia }
  | { readonly type: "location"; readonly location: Location & { readonly url?: string } }
  | { readonly type: "contacts"; readonly contacts: readonly ContactCard[] }
  | { readonly type: "reaction"; readonly messageId: string; readonly emoji?: string | undefined }
  /** A button of an interactive message. */
  | { readonly type: "button_reply"; readonly id: string; readonly title: string }
  /** A row of a list. */
  | {
      readonly type: "list_reply";
      readonly id: string;
      readonly title: string;
      readonly description?: string | undefined;
    }
  /** A quick reply of a template. */
  | { readonly type: "button"; readonly payload: string; readonly text: string }
  | { readonly type: "user_changed_number"; readonly body: string; readonly waId: string }
  | { readonly type: "unsupported"; readonly error: EventError };

/** The type and the object named after it, as section 5 has them. */
export type ContentJson = Readonly<Record<string, unknown>> & { readonly type: string };

/** The part of a message that is its content. */
export function contentJson(content: IncomingContent): ContentJson {
  const { type } = content;
  switch (type) {
    case "text":
      return { type, text: { body: content.body } };
    case "location":
      return { type, location: content.location };
    case "contacts":
      return { type, contacts: content.contacts };
    case "reaction":
      return {
        type,
        reaction: { message_id: content.messageId, ...(content.emoji && { emoji: content.emoji }) },
      };
    case "button_reply":
      return {
        type: "interactive",
        interactive: { type, button_reply: { id: content.id, title: content.title } },
      };
    case "list_reply": {
      const { id, title, description } = content;
      return {
        type: "interactive",
        interactive: { type, list_reply: { id, title, ...(description && { description }) } },
      };
    }
    case "button":
      return { type, button: { payload: content.payload, text: content.text } };
    case "user_changed_number":
      return { type: "system", system: { body: content.body, type, wa_id: content.waId } };
    case "unsupported":
      return { type, errors: [content.error] };
    default:
      return { type, [type]: content.media };
  }
}
