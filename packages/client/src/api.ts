import type { TextOptions } from "@culver/sms/text";

/**
 * What an app sees of a device. Everything here is plain data and promises, so that the same shape works across a worker
 * boundary. Changes arrive as events; reads come from the local store and never wait for the network.
 */

/** Where the stream stands. `waiting` carries the moment of the next try. */
export type ConnectionState =
  | { readonly state: "offline" }
  | { readonly state: "connecting" }
  | { readonly state: "updating" }
  | { readonly state: "online" }
  | { readonly state: "waiting"; readonly retryAt: number }
  /** The server no longer accepts this device: registered anew elsewhere, or removed. */
  | { readonly state: "signed-out"; readonly reason: "replaced" | "removed" };

/** ✓ is `sent` (server has it), ✓✓ `delivered`, accent ✓✓ `read`. `queued` is a clock. */
export type MessageStatus = "queued" | "sent" | "delivered" | "read" | "failed" | "received";

export interface Contact {
  readonly account: string;
  /** E.164, only once the directory has confirmed it for this account and account key. */
  readonly number?: string;
  /** Name this person's profile carries. */
  readonly profileName?: string;
  /** Name the owner of this device gave them; wins over `profileName`. */
  readonly name?: string;
  readonly verified: boolean;
  readonly blocked: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly kind: "direct" | "group" | "sms";
  /** The other person of a direct conversation. */
  readonly peer?: Contact;
  /** The phone of an SMS conversation. Nothing in such a conversation is encrypted beyond the gateway. */
  readonly sms?: SmsPeer;
  readonly title: string;
  readonly lastMessage?: Message;
  /** Unix ms of the last thing that happened; the chat list's order. */
  readonly activeAt: number;
  readonly unread: number;
  readonly markedUnread: boolean;
  readonly firstUnread?: string;
  readonly draft?: Draft;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly mutedUntil?: number;
}

/** A phone that is reached by SMS. */
export interface SmsPeer {
  /** E.164. */
  readonly number: string;
  /** Name the owner of this device gave it. */
  readonly name?: string;
  /** The number that texts come from, and answers go to, once it is known. */
  readonly from?: string;
  /** The number has an account now: the chat can go on encrypted, in that person's direct conversation. */
  readonly joined?: Contact;
  /** The phone has said STOP: it gets nothing more from here. */
  readonly optedOut?: boolean;
}

/** What writing to a phone takes: the composer counts and prices with it. */
export interface SmsQuote {
  /** Why nothing can be sent there, in words for a person. */
  readonly refused?: string;
  /** Per segment, in hundredths of `currency` (ISO 4217); absent when the operator gives no price. */
  readonly cost?: number;
  readonly currency?: string;
  /** How the carrier writes the text: for `countSegments`. */
  readonly text: TextOptions;
}

/** `sticker`: a WebP picture without a frame. */
export type AttachmentKind = "image" | "video" | "audio" | "document" | "sticker";

/** Where the bytes of an attachment are, on this device. */
export type Transfer =
  /** Not fetched yet. */
  | { readonly state: "remote" }
  /** `done` of `total` bytes. */
  | { readonly state: "uploading" | "downloading"; readonly done: number; readonly total: number }
  | { readonly state: "ready" }
  | { readonly state: "failed"; readonly reason: string }
  | { readonly state: "cancelled" }
  /** The server keeps it no more, and this device never fetched it. */
  | { readonly state: "expired" };

export interface Attachment {
  readonly kind: AttachmentKind;
  readonly name: string;
  /** MIME type, as its sender says. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  /** A small JPEG or WebP, at most 8 KiB, that came with the message. */
  readonly preview?: Uint8Array;
  /** Spoken into the app rather than a file of sound. */
  readonly voice?: boolean;
  readonly transfer: Transfer;
}

/** A file to send. */
export interface OutgoingAttachment {
  readonly file: Blob;
  readonly name: string;
  readonly type: string;
  readonly kind: AttachmentKind;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly preview?: Uint8Array;
  readonly voice?: boolean;
  readonly caption?: string;
  readonly replyTo?: string;
}

/** Degrees of WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
}

/** Somebody's card. */
export interface ContactCard {
  readonly name: string;
  readonly phones: readonly { readonly number: string; readonly type?: string }[];
  readonly emails: readonly { readonly address: string; readonly type?: string }[];
  readonly organisation?: string;
  readonly title?: string;
  readonly urls: readonly string[];
  readonly addresses: readonly string[];
  /** YYYY-MM-DD. */
  readonly birthday?: string;
}

/** Something a person can answer with by a tap. `id` is for the one who asked, `title` is what people see. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

export type InteractiveAction =
  | { readonly kind: "reply"; readonly choice: Choice }
  | { readonly kind: "url"; readonly title: string; readonly url: string }
  | { readonly kind: "call"; readonly title: string; readonly number: string }
  | { readonly kind: "copy"; readonly title: string; readonly text: string }
  /** Asks for the reader's place. */
  | { readonly kind: "share-place"; readonly title: string };

/** A message with buttons or a list, as businesses send them. `File` is how its file is held. */
export interface Interactive<File> {
  readonly header?:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "attachment"; readonly attachment: File }
    | { readonly kind: "place"; readonly place: Place };
  readonly text: string;
  readonly footer?: string;
  /** Ten at most. */
  readonly actions: readonly InteractiveAction[];
  readonly list?: {
    readonly button: string;
    readonly sections: readonly { readonly title?: string; readonly rows: readonly Choice[] }[];
  };
}

/** What can be sent. */
export type OutgoingContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "attachment"; readonly attachment: OutgoingAttachment }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[] }
  | { readonly kind: "interactive"; readonly interactive: Interactive<OutgoingAttachment> };

export interface SendOptions {
  /** A stanza id to send under, of the caller's own, used once: a message that the conversation has under it is returned, not sent again. */
  readonly id?: string;
  readonly replyTo?: string;
}

/** Bytes of the largest file. */
export const MAX_ATTACHMENT_BYTES = 100 * 1024 * 1024;

export interface Draft {
  readonly text: string;
  readonly replyTo?: string;
}

export interface QuotedMessage {
  readonly id: string;
  readonly author: string;
  readonly preview: string;
}

/** What happened in a conversation, in the order this device shows it. */
export interface Message {
  /** The stanza id; the same on every device. */
  readonly id: string;
  readonly conversation: string;
  /** Account of the author; the conversation's id for what a phone has written. */
  readonly author: string;
  readonly outgoing: boolean;
  /** Position in the conversation, growing, unique per conversation on this device. */
  readonly position: number;
  /** Unix ms: the server's acceptance time, or the local time while queued. */
  readonly at: number;
  readonly status: MessageStatus;
  /** With `failed`: why, in words for a person. */
  readonly failure?: string;
  readonly body: MessageBody;
  readonly replyTo?: QuotedMessage;
  readonly editedAt?: number;
  readonly reactions: readonly { readonly emoji: string; readonly authors: readonly string[] }[];
  readonly starred: boolean;
}

export type MessageBody =
  | { readonly kind: "text"; readonly text: string }
  /** `text` is the caption, empty for none. Over SMS it goes as a link to a page that decrypts it in the browser. */
  | { readonly kind: "attachment"; readonly attachment: Attachment; readonly text: string }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[] }
  /** `answered`: ids of choices that this account has sent in answer. */
  | {
      readonly kind: "interactive";
      readonly interactive: Interactive<Attachment>;
      readonly answered: readonly string[];
    }
  /** A choice of the interactive message that `replyTo` names. */
  | { readonly kind: "choice"; readonly choice: Choice }
  | { readonly kind: "deleted" }
  /** Could not be decrypted yet: heals in place. */
  | { readonly kind: "undecryptable"; readonly since: number }
  | { readonly kind: "notice"; readonly notice: Notice };

/** Lines the app itself writes into a conversation. */
export type Notice =
  | { readonly type: "encrypted" }
  | { readonly type: "account-key-changed"; readonly account: string }
  | { readonly type: "verified"; readonly account: string }
  | { readonly type: "device-added"; readonly account: string }
  /** First line of an SMS conversation: SMS, not encrypted. */
  | { readonly type: "sms" }
  /** The phone's number has an account now. */
  | { readonly type: "joined"; readonly account: string }
  /** The phone has said STOP, or START after it. */
  | { readonly type: "opted-out" }
  | { readonly type: "opted-in" };

export interface MessageInfo {
  readonly sentAt?: number;
  readonly deliveredAt?: number;
  readonly readAt?: number;
}

export interface SafetyNumber {
  /** Twelve groups of five digits; the same on both sides. */
  readonly groups: readonly string[];
  /** Bytes for a QR code; compare a scanned one with `compareSafetyQr`. */
  readonly qr: Uint8Array;
  readonly verified: boolean;
}

export interface SearchResult {
  readonly conversations: readonly Conversation[];
  readonly contacts: readonly Contact[];
  readonly messages: readonly Message[];
}

export interface Self {
  readonly account: string;
  readonly device: string;
  readonly number: string;
  readonly domain: string;
  readonly name: string;
}

export interface Settings {
  /** Reciprocal: off means neither sending nor seeing read marks. */
  readonly readReceipts: boolean;
  /** Reciprocal, kept by the server. */
  readonly lastSeen: boolean;
  readonly typing: boolean;
  /** Encrypted SMS to this device's number when it has been offline for so many minutes (1 to 1440); 0 is off. */
  readonly encryptedSmsAfterMinutes: number;
}

export interface PeerPresence {
  readonly account: string;
  readonly online: boolean;
  /** Unix ms; absent when hidden. */
  readonly lastSeen?: number;
}

export interface LinkedDevice {
  readonly device: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSeenAt?: number;
  readonly current: boolean;
}

export type ClientEvent =
  | { readonly type: "connection"; readonly connection: ConnectionState }
  | { readonly type: "conversation"; readonly conversation: Conversation }
  | { readonly type: "message"; readonly message: Message; readonly isNew: boolean }
  /** Gone from this device: deleted here, or a placeholder for something that was no message. */
  | { readonly type: "message-removed"; readonly conversation: string; readonly id: string }
  | { readonly type: "conversation-removed"; readonly conversation: string }
  | {
      readonly type: "typing";
      readonly conversation: string;
      readonly account: string;
      readonly typing: boolean;
    }
  | { readonly type: "presence"; readonly presence: PeerPresence }
  | { readonly type: "contact"; readonly contact: Contact }
  | { readonly type: "self"; readonly self: Self };

export interface RegistrationStarted {
  readonly registration: string;
  /** E.164 as the server understood it. */
  readonly number: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly resendAfter: number;
  /** Ways a code can be had by `resendCode`; absent when the server does not say. */
  readonly methods?: readonly CodeMethod[];
}

/** A code in an SMS, or read aloud by a call. */
export type CodeMethod = "sms" | "voice";

/** Every refusal is a ClientError: `code` is stable, `message` a sentence for a person. */
export interface ClientErrorShape {
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number;
  readonly triesLeft?: number;
  /** Ways a code can be had, where the one that was asked for is closed. */
  readonly methods?: readonly CodeMethod[];
}

export interface CulverClient {
  /** The signed-in person, or undefined before sign-up. */
  self(): Promise<Self | undefined>;
  /** `method` is `sms` unless told. Throws ClientError. */
  startRegistration(number: string, options?: { readonly method?: CodeMethod }): Promise<RegistrationStarted>;
  /** `method` is `sms` unless told. Throws ClientError. */
  resendCode(registration: string, options?: { readonly method?: CodeMethod }): Promise<RegistrationStarted>;
  /** Resolves when the device list and key packages are published: others can write to this device now. */
  verifyCode(
    registration: string,
    code: string,
    options?: { pin?: string; deviceName?: string },
  ): Promise<Self>;
  setProfileName(name: string): Promise<void>;

  connect(): Promise<void>;
  disconnect(): Promise<void>;
  connection(): Promise<ConnectionState>;
  /** Tells peers who may know that the person is (not) looking. */
  setActive(active: boolean): Promise<void>;

  conversations(): Promise<readonly Conversation[]>;
  conversation(id: string): Promise<Conversation | undefined>;
  /** Newest last. Without `before` or `around`: the newest. `before` is a position. */
  messages(
    conversation: string,
    page?: { before?: number; after?: number; around?: string; limit?: number },
  ): Promise<readonly Message[]>;
  messageInfo(conversation: string, id: string): Promise<MessageInfo>;
  contacts(): Promise<readonly Contact[]>;
  /** Which of these numbers are on Culver; batched and remembered for a while. E.164 or national as typed, with `country`. */
  lookup(
    numbers: readonly string[],
    country?: string,
  ): Promise<readonly { number: string; contact?: Contact }[]>;
  /** Opens (creating if need be, without network traffic) the chat with an account. */
  openConversation(account: string): Promise<Conversation>;
  /**
   * Opens the chat with a phone; E.164. Nothing is sent, and the directory is asked whether the number has joined. Without a
   * connection chats open that were open before, and new ones once the server has been known to send SMS. Throws ClientError
   * `sms_unavailable`, `invalid_number`, `own_account`, `offline`.
   */
  openSmsConversation(number: string): Promise<Conversation>;
  /** What it costs and how it is written; remembered for some minutes. Throws ClientError. */
  smsQuote(conversation: string): Promise<SmsQuote>;
  /** Names a phone; the name stays on this device. */
  setSmsName(conversation: string, name: string): Promise<void>;
  /**
   * Takes in a data SMS that reached this account's number: the user data of one deliver_sm, header included. Returns
   * whether it completed a message; a part waits for the others. Throws ClientError `not_encrypted_sms` for any other SMS.
   */
  takeInSms(sms: { readonly from: string; readonly userData: Uint8Array }): Promise<boolean>;
  setContactName(account: string, name: string): Promise<void>;

  /**
   * Resolves once the message is in the local outbox; its status follows as events. To a phone it is `queued` until a carrier
   * has it, has at most MAX_SMS_TEXT characters and is no reply (ClientError `not_over_sms`).
   */
  sendText(conversation: string, text: string, options?: SendOptions): Promise<Message>;
  /**
   * As `sendText` and `sendAttachment` for everything else. Over SMS only `text` and `attachment` go (ClientError
   * `not_over_sms`). What docs/protocol.md does not allow is refused: ClientError `too_long`, `invalid_content`.
   */
  send(conversation: string, content: OutgoingContent, options?: SendOptions): Promise<Message>;
  /**
   * Many messages into the outbox by one commit, in order; each resolves or is refused on its own. Attachments are not taken
   * here (ClientError `not_possible`).
   */
  sendMany(
    items: readonly {
      readonly conversation: string;
      readonly content: OutgoingContent;
      readonly options?: SendOptions;
    }[],
  ): Promise<readonly ({ readonly message: Message } | { readonly error: ClientErrorShape })[]>;
  /**
   * Answers an interactive message with one of its choices. Throws ClientError `not_possible` when the message has no such
   * choice.
   */
  choose(conversation: string, id: string, choice: string): Promise<Message>;
  /** One message; undefined when the conversation does not have it. */
  message(conversation: string, id: string): Promise<Message | undefined>;
  /**
   * Resolves once the message and its file are in the local store; encryption and upload follow, with `message` events.
   * Throws ClientError `too_large` above MAX_ATTACHMENT_BYTES, `empty_file`, `storage_full`.
   */
  sendAttachment(conversation: string, attachment: OutgoingAttachment): Promise<Message>;
  /** Stops an upload or download. A message whose upload was stopped is not sent; `retry` begins it again. */
  cancelTransfer(conversation: string, id: string): Promise<void>;
  /**
   * Fetches and decrypts into the local store; resolves when `attachmentFile` has it. Throws ClientError `expired`, `damaged`,
   * `network`, `cancelled`, `rate_limited`, `storage_full`, `not_possible` for a message without a file to fetch.
   */
  download(conversation: string, id: string): Promise<void>;
  /** The decrypted file, from the local store; undefined before it was downloaded. */
  attachmentFile(conversation: string, id: string): Promise<Blob | undefined>;
  /** With a phone, ClientError `not_over_sms`; so are `react` and `deleteForAll`. Typing and read marks do nothing there. */
  editText(conversation: string, id: string, text: string): Promise<void>;
  react(conversation: string, id: string, emoji: string): Promise<void>;
  deleteForMe(conversation: string, ids: readonly string[]): Promise<void>;
  deleteForAll(conversation: string, id: string): Promise<void>;
  /** Sends a failed message once more: to a phone under another id, at the end of the chat. */
  retry(conversation: string, id: string): Promise<void>;
  star(conversation: string, id: string, starred: boolean): Promise<void>;

  markRead(conversation: string, upTo?: string): Promise<void>;
  setTyping(conversation: string, typing: boolean): Promise<void>;
  setDraft(conversation: string, draft: Draft | undefined): Promise<void>;
  setConversation(
    conversation: string,
    changes: { pinned?: boolean; archived?: boolean; mutedUntil?: number | null; markedUnread?: boolean },
  ): Promise<void>;
  deleteConversation(conversation: string): Promise<void>;
  block(account: string, blocked: boolean): Promise<void>;

  search(text: string, options?: { conversation?: string; limit?: number }): Promise<SearchResult>;
  watchPresence(account: string, watch: boolean): Promise<void>;

  safetyNumber(account: string): Promise<SafetyNumber>;
  compareSafetyQr(account: string, scanned: Uint8Array): Promise<boolean>;
  setVerified(account: string, verified: boolean): Promise<void>;

  settings(): Promise<Settings>;
  changeSettings(changes: Partial<Settings>): Promise<Settings>;
  setRegistrationLock(pin: string | null): Promise<void>;
  devices(): Promise<readonly LinkedDevice[]>;
  /**
   * Takes another device of the account off its device list, with a new account key, out of every group and off the server.
   * Begun, it goes on after a crash or a lost connection.
   */
  removeDevice(device: string): Promise<void>;
  /** Removes this device from the server where it can be reached, then clears the local store. */
  signOut(options?: { deleteAccount?: boolean }): Promise<void>;

  /** Things that should not have happened, counted by name since the client was created; no content. */
  faults(): Promise<Readonly<Record<string, number>>>;

  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: ClientEvent) => void): () => void;
  close(): Promise<void>;
}

/** A client that can also have, and be, a further device of an account. */
export interface LinkingClient extends CulverClient {
  /** Makes a secret by which one further device joins this account. It holds the account's key: show it once, keep it nowhere. */
  createLinkedDevice(name: string): Promise<string>;
  /** Becomes the device that the secret is for; resolves when it can be written to. */
  acceptLink(secret: string): Promise<Self>;
}
