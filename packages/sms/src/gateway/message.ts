/** What a message is for. Decides how long it is tried, how urgent it is, and which rules hold. */
export type SmsPurpose = "code" | "person" | "notice" | "encrypted" | "business";

/** What a message holds: a text, or 8-bit data for an application port. */
export type SmsBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "data"; readonly octets: Uint8Array; readonly port: number };

/** A message to send. */
export interface SmsMessage {
  /** Sending twice with one id sends once. Up to 128 characters; a random one when left out. */
  readonly id?: string;
  /** E.164 with plus. */
  readonly to: string;
  /** E.164, a short code, or a name of up to 11 characters. */
  readonly from: string;
  readonly body: SmsBody;
  readonly purpose: SmsPurpose;
  /** Whose it is; comes back in its status. Opaque. */
  readonly account?: string;
  /**
   * How long it is tried, seconds; at most 7 days. Default 24 hours, 10 minutes for a code. The time for which the rules
   * hold it back (quiet hours) is added.
   */
  readonly validitySeconds?: number;
  /** Messages with the same value go by the same carrier while that is healthy. Default: the phone. */
  readonly stickTo?: string;
  /** Ids of earlier messages, oldest first: another carrier than theirs takes this one, where one is in service. */
  readonly otherThan?: readonly string[];
  /** Ask for a voice call that speaks the text, by a carrier that offers it. */
  readonly voice?: boolean;
  /** Of the text, BCP 47: a call speaks it so. */
  readonly language?: string;
}

/** What became of a message. `delivered` and `failed` are final. */
export interface SmsStatus {
  readonly id: string;
  readonly account?: string;
  readonly purpose: SmsPurpose;
  readonly state: "sent" | "delivered" | "failed";
  /** For a person, when it failed. */
  readonly reason?: string;
  /** The carrier's or network's own code. */
  readonly code?: string;
  readonly carrier?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A whole message a phone sent. */
export interface SmsIncoming {
  /** The same when a carrier delivers the same message again after a crash. */
  readonly id: string;
  readonly carrier: string;
  /** E.164 with plus when the carrier says it is international. */
  readonly from: string;
  readonly to: string;
  readonly body:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "data"; readonly octets: Uint8Array; readonly port: number | undefined };
  /** Milliseconds since 1970, by the gateway's clock. */
  readonly receivedAt: number;
}
