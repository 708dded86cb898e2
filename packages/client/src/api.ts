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
  readonly kind: "direct" | "group";
  /** The other person of a direct conversation. */
  readonly peer?: Contact;
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
  /** Account of the author. */
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
  | { readonly kind: "deleted" }
  /** Could not be decrypted yet: heals in place. */
  | { readonly kind: "undecryptable"; readonly since: number }
  | { readonly kind: "notice"; readonly notice: Notice };

/** Lines the app itself writes into a conversation. */
export type Notice =
  | { readonly type: "encrypted" }
  | { readonly type: "account-key-changed"; readonly account: string }
  | { readonly type: "verified"; readonly account: string }
  | { readonly type: "device-added"; readonly account: string };

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
}

/** Every refusal is a ClientError: `code` is stable, `message` a sentence for a person. */
export interface ClientErrorShape {
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number;
  readonly triesLeft?: number;
}

export interface CulverClient {
  /** The signed-in person, or undefined before sign-up. */
  self(): Promise<Self | undefined>;
  startRegistration(number: string): Promise<RegistrationStarted>;
  resendCode(registration: string): Promise<RegistrationStarted>;
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
  setContactName(account: string, name: string): Promise<void>;

  /** Resolves once the message is in the local outbox; its status follows as events. */
  sendText(conversation: string, text: string, options?: { replyTo?: string }): Promise<Message>;
  editText(conversation: string, id: string, text: string): Promise<void>;
  react(conversation: string, id: string, emoji: string): Promise<void>;
  deleteForMe(conversation: string, ids: readonly string[]): Promise<void>;
  deleteForAll(conversation: string, id: string): Promise<void>;
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
