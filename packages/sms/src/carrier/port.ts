import type { MessageState } from "../receipts/receipt-states.ts";
import type { Segment, TextOptions } from "../text/index.ts";

/** What a carrier's contract says, whatever protocol it speaks. Names and numbers only: no password. */
export interface CarrierTerms {
  /** Names the carrier in logs, states, metrics and traces, for example id@host:port. */
  readonly name: string;
  /** E.164 prefixes with plus; none serves every number. */
  readonly prefixes: readonly string[];
  /** Per segment, in `currency`'s hundredths. Of equally specific carriers the cheaper is taken. */
  readonly cost: number;
  /** ISO 4217, for example EUR; empty when the operator did not say. */
  readonly currency: string;
  /** How this carrier wants its text; the composer counts with the same options. */
  readonly text: TextOptions;
  /** Without a receipt for so long the message goes to another carrier, or is left as it is. Seconds; 0: never. */
  readonly receiptTimeoutSeconds: number;
  /** It can speak a one-time code in a voice call. */
  readonly voice: boolean;
}

/** One message for a carrier, already encoded. All its parts go on one bind. */
export interface CarrierMessage {
  readonly id: string;
  /** E.164 with plus. */
  readonly to: string;
  /** E.164, a short code, or a name of up to 11 characters. */
  readonly from: string;
  readonly segments: readonly Segment[];
  /** Parts to submit, as indices of `segments`; the others have been accepted before. */
  readonly parts: readonly number[];
  /** Of the whole, for carriers that take a text in one piece; undefined for data. */
  readonly text: string | undefined;
  /** 0 to 65 535: the same whenever this message is submitted again (user_message_reference, concatenation). */
  readonly reference: number;
  /** When the carrier shall give up, milliseconds since 1970. */
  readonly validUntil: number;
  /** A part of it may already be with a carrier. */
  readonly uncertain: boolean;
  /** Ask for a voice call that speaks `text` instead of an SMS. Only for carriers whose terms offer it. */
  readonly voice?: boolean;
  /** Of `text`, BCP 47. */
  readonly language?: string;
}

/**
 * What became of one part's submission.
 * `permanent`: this carrier will never take it. `throttled`: it wants less, soon again. `temporary`: it cannot now.
 * `uncertain`: it may have it. `unsent`: it cannot have it.
 */
export type PartOutcome = { readonly part: number } & (
  | {
      readonly kind: "accepted";
      readonly messageId: string;
      /** One submission carried it with other parts: they share this id, and one receipt. */
      readonly together?: boolean;
    }
  | {
      readonly kind: "permanent" | "throttled" | "temporary";
      /** The protocol's name, for example ESME_RTHROTTLED or an HTTP carrier's number. */
      readonly code: string;
      /** For a person. */
      readonly words: string;
      /** Milliseconds to wait, where the carrier said so. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: "uncertain" | "unsent"; readonly words: string }
);

/** What a carrier says became of a part. */
export interface CarrierReceipt {
  /** Ids it may mean, most trusted first: receipted_message_id, the text's id. */
  readonly messageIds: readonly string[];
  /** user_message_reference, where it came back. */
  readonly reference: number | undefined;
  /** The phone, as the carrier writes it with a plus where it is international; undefined when it says nothing. */
  readonly phone: string | undefined;
  readonly sender: string | undefined;
  readonly state: MessageState;
  /** The carrier's own error code, as text. */
  readonly code: string | undefined;
  /** When it was handed in and when it was done, milliseconds since 1970; only some carriers say. */
  readonly submittedAt: number | undefined;
  readonly doneAt: number | undefined;
}

/** A whole message a phone sent, long ones put together. */
export interface CarrierIncoming {
  /** The carrier's own, the same when it brings the message again; one that it never gives to another message. */
  readonly id?: string;
  readonly from: string;
  readonly to: string;
  /** Text, or for 8-bit data its octets and the port it is addressed to. */
  readonly body:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "data"; readonly octets: Uint8Array; readonly port: number | undefined };
}

/** What a carrier brings. Each is awaited before the carrier is answered; a rejection makes the carrier keep it. */
export interface CarrierEvents {
  incoming(message: CarrierIncoming): Promise<void>;
  receipt(receipt: CarrierReceipt): Promise<void>;
  /** A phone that could not be reached can be now (SMPP 3.4 section 4.12). E.164. */
  alert(phone: string): void;
  /** There may be room, or the link came or went: ask `room` again. */
  changed(): void;
}

/** A link as an operator sees it. */
export interface BindState {
  readonly name: string;
  readonly kind: "transceiver" | "transmitter" | "receiver" | "http";
  readonly status: "connecting" | "bound" | "waiting" | "closed";
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly lastProblem?: string;
  readonly binds: number;
  readonly window: number;
  readonly inFlight: number;
  readonly waiting: number;
}

/** One carrier in service. Starts by itself, binds again by itself. */
export interface Carrier extends AsyncDisposable {
  readonly terms: CarrierTerms;
  /** Parts it would take at this moment without waiting: 0 when unbound, or when windows or token buckets are full. */
  room(): number;
  /** Could it take anything soon: is any link that sends bound? */
  readonly isBound: boolean;
  /** Resolves with an outcome for each of `message.parts`, never rejects; by response timeout at the latest. */
  submit(message: CarrierMessage): Promise<readonly PartOutcome[]>;
  /** Resolves once it can send. @throws SmsUnavailableError after `timeoutMs`. */
  ready(timeoutMs: number): Promise<void>;
  binds(): readonly BindState[];
}
