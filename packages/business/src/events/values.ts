import { type ContentJson, contentJson, type IncomingContent } from "./message.ts";
import {
  type Customer,
  contactOf,
  type EventContact,
  type EventError,
  type EventMetadata,
  timestampOf,
} from "./names.ts";

/** What a message quotes, or how it came (section 5: context). */
export interface MessageContext {
  /** wa_id of who wrote what is quoted. */
  readonly from?: string;
  readonly id?: string;
  readonly forwarded?: boolean;
  readonly frequently_forwarded?: boolean;
}

/** M of section 5. */
export type EventMessage = ContentJson & {
  readonly from?: string;
  readonly from_user_id?: string;
  readonly id: string;
  readonly timestamp: string;
  readonly context?: MessageContext;
};

interface ValueFrame {
  readonly messaging_product: "whatsapp";
  readonly metadata: EventMetadata;
}

export interface MessagesValue extends ValueFrame {
  readonly contacts: readonly EventContact[];
  readonly messages: readonly EventMessage[];
}

export interface ErrorsValue extends ValueFrame {
  readonly errors: readonly EventError[];
}

/** A message a customer sent. */
export interface IncomingMessage {
  readonly id: string;
  readonly from: Customer;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly content: IncomingContent;
  readonly context?: MessageContext | undefined;
}

/** The value of a `messages` event with one message (section 5). */
export function messageValue(metadata: EventMetadata, message: IncomingMessage): MessagesValue {
  const { id, from, at, content, context } = message;
  return {
    messaging_product: "whatsapp",
    metadata,
    contacts: [contactOf(from)],
    messages: [
      {
        ...(context && { context }),
        ...(from.waId !== undefined && { from: from.waId }),
        ...(from.userId !== undefined && { from_user_id: from.userId }),
        id,
        timestamp: timestampOf(at),
        ...contentJson(content),
      },
    ],
  };
}

/** The value of a `messages` event that tells errors of the account as a whole (section 5). */
export function errorsValue(metadata: EventMetadata, errors: readonly EventError[]): ErrorsValue {
  return { messaging_product: "whatsapp", metadata, errors };
}
