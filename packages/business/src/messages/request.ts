import type { Phone } from "../graph/phone.ts";
import type { MessageContent } from "./content.ts";

/** Whom a message is for: `to`, or `recipient`, a user id (section 3). */
export type Recipient =
  | { readonly kind: "phone"; readonly phone: Phone }
  /** A business-scoped user id: country, ".", letters and digits. */
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "group"; readonly groupId: string };

/** What POST /{phone-id}/messages asks for (section 3). */
export type SendRequest =
  | {
      readonly kind: "message";
      readonly recipient: Recipient;
      readonly content: MessageContent;
      /** The id of the message that this one quotes. */
      readonly quotes?: string | undefined;
      /** Echoed in every status of the message. */
      readonly callbackData?: string | undefined;
    }
  | {
      readonly kind: "read";
      /** The message that was read; earlier ones are read with it. */
      readonly messageId: string;
      /** Show the customer that somebody is typing, until a message or 25 seconds later. */
      readonly isTyping: boolean;
    };
