import { WebhookEventError, WebhookEventTooLargeError } from "./errors.ts";

/** One change of a webhook (specification, section 5). */
export interface WebhookEvent {
  /** The business account's id: the entry's `id`. */
  readonly waba: string;
  /** `messages`, `message_template_status_update`, … */
  readonly field: string;
  /** The change's `value`, JSON. */
  readonly value: unknown;
  /** Events with the same text are kept in order as far as a receiver's failures allow. Never shown. */
  readonly conversation?: string;
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly waba: string;
  readonly field: string;
  readonly conversation: string | null;
  /** JSON of `{field, value}`. */
  readonly body: string;
  /** What it takes of a webhook's body, octets, its entry's frame included. */
  readonly size: number;
}

/** `{"id":"","changes":[]},` around a change that is alone in its entry, and `{"object":…,"entry":[]}` around all. */
const FRAME_BYTES = 128;

/** @throws {WebhookEventError} */
export function storedEvent(event: WebhookEvent, maxBodyBytes: number): StoredEvent {
  const { waba, field, conversation = null } = event;
  const body = json({ field: storable(field), value: event.value });
  const frame = FRAME_BYTES + Buffer.byteLength(JSON.stringify(storable(waba)));
  const size = Buffer.byteLength(body) + frame;
  if (size > maxBodyBytes) {
    throw new WebhookEventTooLargeError(`one event is longer than a webhook's ${maxBodyBytes} octets`);
  }
  return { waba, field, conversation: conversation === null ? null : storable(conversation), body, size };
}

function json(change: { readonly field: string; readonly value: unknown }): string {
  if (change.value === undefined) throw new WebhookEventError("an event has a value");
  try {
    return JSON.stringify(change);
  } catch (error) {
    throw new WebhookEventError("an event's value is not JSON", { cause: error });
  }
}

const NOT_STORABLE = /[\p{Surrogate}\0]/u;

/** Text that both engines store as it is. @throws {WebhookEventError} */
export function storable(text: string): string {
  if (NOT_STORABLE.test(text)) {
    throw new WebhookEventError("a name holds what is not text");
  }
  return text;
}
