import type { AttachmentKind, Choice, ContactCard, Interactive, Place, QuotedMessage } from "../api.ts";

/** What is inside the encryption (docs/protocol.md, "What is inside the encryption"). */
export interface PayloadHead {
  readonly id: string;
  /** The sender's clock, Unix ms. */
  readonly sentAt: number;
  /** Until the peer has answered once. */
  readonly from?: { readonly number: string; readonly name: string };
  /** The sender takes encrypted SMS: what is written to them shall not be padded. */
  readonly compact?: boolean;
}

/** A file, kept encrypted by the server. */
export interface FileContent {
  /** Its id on the server. */
  readonly media: string;
  readonly key: Uint8Array;
  /** SHA-256 of the ciphertext. */
  readonly hash: Uint8Array;
  /** Octets of the file itself. */
  readonly size: number;
  readonly name: string;
  /** MIME type. */
  readonly type: string;
  readonly shape: AttachmentKind;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly preview?: Uint8Array;
  /** Spoken into the app. */
  readonly voice?: boolean;
}

/** A message that is a file. */
export interface AttachmentContent extends FileContent {
  readonly kind: "attachment";
  /** The caption; empty for none. */
  readonly text: string;
}

/** What stands in a conversation as a message of its own. */
export type MessageContent = { readonly replyTo?: QuotedMessage } & (
  | { readonly kind: "text"; readonly text: string }
  | AttachmentContent
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[] }
  | { readonly kind: "interactive"; readonly interactive: Interactive<FileContent> }
  | { readonly kind: "choice"; readonly choice: Choice }
);

export type PayloadContent =
  | MessageContent
  | { readonly kind: "edit"; readonly target: string; readonly text: string }
  | { readonly kind: "delete"; readonly target: string }
  | { readonly kind: "react"; readonly target: string; readonly emoji: string }
  | { readonly kind: "resend-request"; readonly ids: readonly string[] }
  | { readonly kind: "resend"; readonly original: OriginalMessage }
  /** For another device of the sender's account: its credential under the account key that a removal has rotated to. */
  | { readonly kind: "credential"; readonly credential: Uint8Array }
  /** A kind this version does not know: taken in, never shown as text. */
  | { readonly kind: "unknown" };

export type Payload = PayloadHead & PayloadContent;

/** A message somebody missed, as its author (or another device of its author) has it. */
export interface OriginalMessage {
  readonly id: string;
  readonly author: string;
  readonly sentAt: number;
  /** `unknown`: the author has nothing to show for this id. */
  readonly content: PayloadContent;
}

/** Code points of a text. */
export const MAX_TEXT = 16_384;
/** Code points of a quotation's preview. */
export const MAX_PREVIEW = 200;
/** Ids of one resend-request. */
export const MAX_RESEND_IDS = 50;
