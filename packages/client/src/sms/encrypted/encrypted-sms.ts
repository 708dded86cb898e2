import { ENCRYPTED_SMS_PORT, InvalidElementError, MalformedFrameError, StanzaError } from "@culver/protocol";
import { parseUserDataHeader } from "@culver/sms/text";
import type { Context } from "../../core/context.ts";
import { ClientError } from "../../errors.ts";
import type { IncomingMessage } from "../../inbox/incoming.ts";
import type { MessageIntake } from "../../inbox/message-intake.ts";
import type { Transaction } from "../../store/transaction.ts";
import { decodeEncryptedSms } from "./encrypted-frame.ts";
import { addPart, fitsSms } from "./sms-parts.ts";

/** Messages that come as data SMS: the same bytes as over the stream, taken in the same way, with or without a network. */
export class EncryptedSms {
  readonly #context: Context;
  readonly #intake: MessageIntake;

  constructor(context: Context, intake: MessageIntake) {
    this.#context = context;
    this.#intake = intake;
  }

  /**
   * Whether the message is there now, by this SMS or before it. A part waits for the others; a message that cannot be
   * decrypted yet waits for the stream, which brings it too. Throws ClientError `not_encrypted_sms`, `signed_out`.
   */
  async takeIn({
    from,
    userData,
  }: {
    readonly from: string;
    readonly userData: Uint8Array;
  }): Promise<boolean> {
    const header = fitsSms(userData) ? parseUserDataHeader(userData) : undefined;
    if (header?.ports?.destination !== ENCRYPTED_SMS_PORT) throw notEncryptedSms();
    const { domain } = this.#context.keys.self;
    const octets = userData.subarray(header.length);
    const outcome = await this.#context.jobs.run(() =>
      this.#context.db.transact(async (tx) => {
        const now = this.#context.clock();
        const whole = await addPart(tx, now, { from, header, octets });
        if (whole === undefined) return "part";
        const message = decoded(whole, domain, now);
        return message === undefined ? "foreign" : this.#open(tx, message);
      }),
    );
    if (outcome === "foreign") throw notEncryptedSms();
    return outcome === "there";
  }

  async #open(tx: Transaction, message: IncomingMessage): Promise<"there" | "waits" | "foreign"> {
    const fork = tx.fork();
    try {
      if (!(await this.#intake.takeInEarly(fork, message))) return "waits";
      tx.merge(fork);
      return "there";
    } catch (error) {
      // As with a stanza that this program cannot cope with: it would be the same next time.
      if (!isUnfit(error)) throw error;
      this.#context.faults.count("malformed-stanza");
      return "foreign";
    }
  }
}

function decoded(octets: Uint8Array, domain: string, now: number): IncomingMessage | undefined {
  try {
    return decodeEncryptedSms(octets, domain, now);
  } catch (error) {
    if (error instanceof MalformedFrameError || error instanceof InvalidElementError || isUnfit(error))
      return undefined;
    throw error;
  }
}

function isUnfit(error: unknown): boolean {
  return error instanceof StanzaError || error instanceof TypeError || error instanceof RangeError;
}

function notEncryptedSms(): ClientError {
  return new ClientError("not_encrypted_sms", "This SMS holds no encrypted message.");
}
