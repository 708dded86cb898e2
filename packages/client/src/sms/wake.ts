import { parseSmsWake, StanzaError, smsWake, smsWakeRequest } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import type { SettingsRecord } from "../records/self-record.ts";
import { smsUnavailable } from "./sms-errors.ts";

const MOST_MINUTES = 1_440;

/** Encrypted SMS to this account's number: for one device, after it has been offline for a while. */
export class Wake {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Throws ClientError `invalid_setting`, `sms_unavailable`, StanzaError, ConnectionLostError. */
  async set(minutes: number): Promise<Partial<SettingsRecord>> {
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > MOST_MINUTES)
      throw new ClientError(
        "invalid_setting",
        "Encrypted SMS come after 1 to 1,440 minutes; 0 turns them off.",
      );
    const { device } = this.#context.keys.self;
    const wake = minutes === 0 ? undefined : { device, afterSeconds: minutes * 60 };
    try {
      await this.#context.wire.ask("set", smsWake(wake));
    } catch (error) {
      if (isWithoutSms(error)) throw smsUnavailable();
      throw error;
    }
    return { encryptedSmsAfterMinutes: minutes, compact: minutes > 0 };
  }

  /** What the server holds: another device may have taken them over. */
  async fetch(): Promise<Partial<SettingsRecord>> {
    try {
      const answer = await this.#context.wire.ask("get", smsWakeRequest());
      const wake = answer === undefined ? undefined : parseSmsWake(answer);
      const own = wake?.device === this.#context.keys.self.device;
      return {
        encryptedSmsAfterMinutes: own ? Math.ceil((wake?.afterSeconds ?? 0) / 60) : 0,
        compact: wake !== undefined,
      };
    } catch (error) {
      if (isWithoutSms(error)) return { encryptedSmsAfterMinutes: 0, compact: false };
      throw error;
    }
  }
}

function isWithoutSms(error: unknown): boolean {
  return (
    error instanceof StanzaError &&
    ["service-unavailable", "feature-not-implemented"].includes(error.condition)
  );
}
