/** By which way a message goes: encrypted, to the customer's app, or as SMS, which is not encrypted. */
export type Channel = "app" | "sms";

/** A customer's thread with one number of the business. App and SMS of one person are one thread. */
export interface Thread {
  /** 16 decimal digits. */
  readonly id: string;
  /** `phone_number_id`. */
  readonly number: string;
  /** The customer's number, E.164; absent while the directory has not confirmed it. */
  readonly phone?: string | undefined;
  /** The customer's account on Culver; absent for one who has no app. */
  readonly account?: string | undefined;
  /** As the customer's profile has it, or a name that an agent gave; the number where there is neither. */
  readonly name: string;
  /** Where the next message goes: the channel the customer used last, or the one an agent chose. */
  readonly channel: Channel;
  /** When the customer last wrote, milliseconds since 1970: opens the service window (section 7). */
  readonly lastInboundAt?: number | undefined;
  /** The number is blocked by POST /{phone-id}/block_users. */
  readonly isBlocked: boolean;
  /** The customer takes no marketing (131050), or has said STOP over SMS. */
  readonly isOptedOut: boolean;
}
