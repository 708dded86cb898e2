import type { CulverClient } from "@culver/client";
import type { Transaction } from "@culver/storage";
import type { Customer } from "../events/index.ts";
import type { Recipient, TemplateSend } from "../messages/index.ts";
import type { RenderedTemplate } from "../templates/index.ts";
import type { WebhookTarget } from "../webhooks/index.ts";
import type { Access, App, Business, BusinessNumber } from "./business.ts";
import type { OutgoingContent, Sender, StoredMessage } from "./message.ts";
import type { Channel, Thread } from "./thread.ts";

/** What the parts of a business's process know of each other. Each part implements its own port and imports others' from here. */

/** Who there is: businesses, their apps, numbers and tokens. Reads are from memory and cost nothing. */
export interface Accounts {
  business(id: string): Business | undefined;
  app(id: string): App | undefined;
  number(id: string): BusinessNumber | undefined;
  /** By E.164. */
  numberOf(e164: string): BusinessNumber | undefined;
  businesses(): readonly Business[];
  numbersOf(business: string): readonly BusinessNumber[];
  /** Who a bearer token speaks for; a reason when it speaks for nobody. */
  authenticate(token: string): Promise<Access | { readonly invalid: "unknown" | "expired" | "revoked" }>;
  /** Where events of a number, or of the business as a whole, go; undefined: nowhere. */
  targetOf(business: string, number?: string): WebhookTarget | undefined;
  /** Called when something above has changed. Returns a function that ends it. */
  onChange(listener: () => void): () => void;
}

/** What webhooks are told of one change. */
export interface Announcement {
  readonly business: string;
  readonly number?: string;
  readonly field: string;
  readonly value: unknown;
  readonly thread?: string;
}

/** Tells webhooks what happened. Within `tx`, so that an event is on disk exactly when its cause is; `wake` after the commit. */
export interface Announcer {
  /** Many at once cost little more than one. */
  announce(tx: Transaction, ...events: readonly Announcement[]): Promise<void>;
  /** Looks for what was announced in transactions that are committed now. */
  wake(): void;
  /** The Graph version that values are written for: `conversation` of statuses ends with 24. */
  readonly major: number;
}

/** A message to be sent, checked as far as its own words go. */
export interface Outgoing {
  readonly number: BusinessNumber;
  readonly to: Recipient | { readonly kind: "thread"; readonly thread: string };
  readonly content: OutgoingContent;
  readonly quotes?: string | undefined;
  readonly callbackData?: string | undefined;
  readonly by: Sender;
  /** Over this channel rather than the thread's own. */
  readonly channel?: Channel | undefined;
}

/** Something happened that pages which are open show at once. */
export type LiveEvent =
  | {
      readonly type: "message";
      readonly message: StoredMessage;
      readonly thread: Thread;
      readonly isNew: boolean;
    }
  | { readonly type: "thread"; readonly thread: Thread }
  | { readonly type: "typing"; readonly thread: string; readonly typing: boolean };

/** Sends, receives and keeps messages: devices, threads, statuses, rules. */
export interface Engine {
  /**
   * Resolves when the message is on disk. Its status follows by webhook and as live event.
   * @throws GraphError 130429, 131056, 131050, 100 and others that are told at once (section 6)
   */
  send(message: Outgoing): Promise<{ readonly id: string; readonly thread: Thread }>;
  /** Marks a customer's message and those before it as read. @throws GraphError 100 for an unknown id */
  markRead(number: BusinessNumber, message: string, isTyping: boolean): Promise<void>;
  setTyping(thread: string, typing: boolean): Promise<void>;
  thread(id: string): Promise<Thread | undefined>;
  threadFor(number: BusinessNumber, to: Recipient): Promise<Thread | undefined>;
  /** The customer's thread, begun when there is none. Sends nothing. @throws GraphError 100, 131009, 131021 */
  beginThread(number: BusinessNumber, to: Recipient): Promise<Thread>;
  message(id: string): Promise<StoredMessage | undefined>;
  /** Newest last. `before` and `after` are `seq`. */
  messages(
    thread: string,
    page?: { readonly before?: number; readonly after?: number; readonly limit?: number },
  ): Promise<readonly StoredMessage[]>;
  /** Messages of all threads after a `seq`, oldest first: for who keeps an index of them. `limit` is at most 1000. */
  messagesSince(seq: number, limit: number): Promise<readonly StoredMessage[]>;
  /** Whom the API or an agent has blocked, as webhooks name them. */
  blockedCustomers(number: string): Promise<readonly Customer[]>;
  /** Blocked customers get nothing, and what they write is dropped. */
  setBlocked(thread: string, blocked: boolean): Promise<void>;
  setOptedOut(thread: string, optedOut: boolean): Promise<void>;
  renameThread(thread: string, name: string): Promise<void>;
  setChannel(thread: string, channel: Channel): Promise<void>;
  /** When the service window of a thread ends, milliseconds since 1970; undefined: it is closed. */
  windowEndsAt(thread: Thread): number | undefined;
  subscribe(listener: (event: LiveEvent) => void): () => void;
  /**
   * Called with each new message of a customer after it is stored and its webhook is queued: at least once, and again
   * after a restart until it has resolved.
   */
  onIncoming(handler: (message: StoredMessage, thread: Thread) => Promise<void>): void;
}

/** A medium that is on disk here. */
export interface StoredMedia {
  readonly id: string;
  readonly number: string;
  /** MIME type. */
  readonly type: string;
  /** Octets. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly filename?: string | undefined;
  readonly expiresAt: number;
}

/** Files: uploaded by the API or an agent, fetched by link, or received. */
export interface MediaStore {
  /**
   * Takes a file in; on disk when it resolves. `maxBytes` and the types allowed follow from the type (section 3).
   * @throws GraphError 131053 for what is too large, empty or of a type that is not taken
   */
  put(
    number: string,
    file: {
      readonly body: ReadableStream<Uint8Array> | Uint8Array;
      readonly type: string;
      readonly filename?: string;
    },
    origin: "upload" | "incoming",
  ): Promise<StoredMedia>;
  find(id: string): Promise<StoredMedia | undefined>;
  /** The file; undefined when it is gone. Reading it does not load it into memory. */
  open(id: string): Promise<Blob | undefined>;
  /** Fetches a link, guarded, and keeps it as `put` does; remembered for ten minutes. @throws GraphError 131052, 131053 */
  fetchLink(
    number: string,
    link: string,
    kind: "image" | "video" | "audio" | "document" | "sticker",
  ): Promise<StoredMedia>;
  /** An address that serves the file for five minutes to whoever shows a token of its business. */
  signedUrl(id: string): string;
  delete(id: string): Promise<boolean>;
}

/** Templates of a business, as they may be sent. */
export interface Templates {
  /**
   * A template filled in for one customer.
   * @throws GraphError 132001, 132015, 132016, 132000, 132012, 132005, 132008
   */
  fill(
    business: string,
    send: TemplateSend,
  ): Promise<{ readonly rendered: RenderedTemplate; readonly category: string }>;
}

/** The devices that hold the keys: one per number, each an ordinary device of an ordinary account. */
export interface Devices {
  /** Has the relay send a code to the number by SMS (or a call); resolves to the registration it belongs to. @throws ClientError */
  requestCode(number: BusinessNumber, method: "sms" | "voice"): Promise<{ readonly registration: string }>;
  /** Signs the number up and brings its device online. @throws ClientError of a wrong or late code */
  register(
    number: BusinessNumber,
    proof: { readonly registration: string; readonly code: string; readonly pin?: string },
  ): Promise<void>;
  /** Opens what is registered, at start and after `register`; a device that cannot connect goes on trying. */
  open(number: BusinessNumber): Promise<void>;
  /** Signs out and forgets the keys. */
  remove(number: BusinessNumber): Promise<void>;
  /** Undefined while the number has no device. */
  client(number: string): CulverClient | undefined;
  isOnline(number: string): boolean;
  /** Devices appear and go online and offline. */
  onChange(listener: () => void): () => void;
}

/** The relay in the same process: it vouches for a number, so that no SMS is needed to sign it up. */
export interface RelayPort {
  /** A registration with its code, made by the operator's right instead of an SMS; and texts to the number go to its account. */
  voucher(number: string): Promise<{ readonly registration: string; readonly code: string }>;
}
