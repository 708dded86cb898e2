import type { Element, SealedToGateway, SmsInfo, SmsSend } from "@culver/protocol";
import type { Principal } from "../ports.ts";

/** SMS for people, as the stream's side asks for it. Refuses with StanzaError (`smsRefusal`). */
export interface SmsLegPort {
  info(asking: Principal): Promise<SmsInfo>;
  /** Whether the account writes from its own number, as a business does: what limits people does not limit it. */
  hasOwnNumber(account: string): Promise<boolean>;
  /** Resolves to an SmsQuote, sealed to the asking device. */
  quote(asking: Principal, question: SealedToGateway): Promise<Uint8Array>;
  /** Resolves when the text and the copies for the sender's other devices are durable; once for each id. */
  send(sender: Principal, text: SmsSend): Promise<void>;
}

/** A message on its way to a phone that is offline, as data SMS. */
export interface EncryptedSms {
  /** The same whenever it is handed over again. */
  readonly id: string;
  readonly account: string;
  /** E.164. */
  readonly number: string;
  /** Version 1 of the envelope: the octet 1, then the delivered stanza as a culver.v1 frame. */
  readonly octets: Uint8Array;
  /** The application port it is addressed to. */
  readonly port: number;
}

/** The way for encrypted SMS. */
export interface EncryptedSmsPort {
  /**
   * Resolves when it is durable, to go at once. Rejects while no carrier could take it: it then waits in the mailbox
   * alone, where the device that comes back finds it before a carrier does.
   */
  send(message: EncryptedSms): Promise<void>;
  /** The device has it by now: takes it back where no carrier has it yet. An id that is not known is nothing. */
  cancel?(id: string): Promise<void>;
}

/** What the leg may know of an account. */
export interface SmsAccount {
  /** Another one than before: the number belongs to somebody else now. */
  readonly generation: number;
  /** The number it has signed up with, E.164. */
  readonly number: string;
  /** The registered devices on its device list. */
  readonly devices: readonly { readonly device: number; readonly hpkeKey: Uint8Array }[];
}

/** A message from the server to devices of one account. */
export interface SmsDelivery {
  readonly account: string;
  readonly devices: readonly number[];
  /** A stanza id: devices take a second message under it for the first. */
  readonly id: string;
  readonly payload: Element;
}

/** What the leg asks of the server. */
export interface SmsHome {
  /** Undefined when there is no such account. */
  account(account: string): Promise<SmsAccount | undefined>;
  /** The account that has signed up with a number, E.164. */
  accountOf(number: string): Promise<string | undefined>;
  /** Whether the number's account can be written to, by the directory's rule. */
  isReachable(number: string): Promise<boolean>;
  /** Resolves, when all is durable, to how many devices it is stored for: those whose mailbox is full are left out. */
  deliver(deliveries: readonly SmsDelivery[]): Promise<number>;
}
