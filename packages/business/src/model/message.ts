import type { EventError, IncomingContent } from "../events/index.ts";
import type { MessageContent } from "../messages/index.ts";
import type { RenderedTemplate } from "../templates/index.ts";
import type { Channel } from "./thread.ts";

/** Who had a message of the business sent. */
export type Sender =
  | { readonly kind: "api"; readonly token: string }
  | { readonly kind: "agent"; readonly agent: string }
  /** An automatic reply; `rule` is its id. */
  | { readonly kind: "automatic"; readonly rule: string };

/** What the business sends. A template is kept as it was filled in. */
export type OutgoingContent =
  | Exclude<MessageContent, { readonly type: "template" }>
  | { readonly type: "template"; readonly rendered: RenderedTemplate; readonly category: string };

/** `accepted`: on disk here, with nobody else yet. */
export type DeliveryStatus = "accepted" | "sent" | "delivered" | "read" | "played" | "failed";

interface Frame {
  /** `wamid.…`. */
  readonly id: string;
  readonly thread: string;
  /** `phone_number_id`. */
  readonly number: string;
  readonly channel: Channel;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Grows with every message of this database: the order of a thread. */
  readonly seq: number;
  /** The message that this one quotes. */
  readonly quotes?: string | undefined;
  readonly reactions: readonly { readonly by: "customer" | "business"; readonly emoji: string }[];
}

/** A message as it is stored. */
export type StoredMessage =
  | (Frame & {
      readonly direction: "out";
      readonly content: OutgoingContent;
      readonly by: Sender;
      readonly status: DeliveryStatus;
      readonly error?: EventError | undefined;
      readonly callbackData?: string | undefined;
    })
  | (Frame & {
      readonly direction: "in";
      readonly content: IncomingContent;
      readonly isEdited: boolean;
      readonly isRevoked: boolean;
    });
