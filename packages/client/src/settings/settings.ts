import { parsePrivacySettings, privacyRequest, privacySettings } from "@culver/protocol";
import type { Settings } from "../api.ts";
import type { Context } from "../core/context.ts";
import { type SettingsRecord, settingsTable } from "../records/self-record.ts";
import type { Wake } from "../sms/wake.ts";
import { settingsOf, settingsView } from "./settings-row.ts";

/** What the person has chosen. The server keeps last seen, which it tells others, and when to send encrypted SMS. */
export class DeviceSettings {
  readonly #context: Context;
  readonly #wake: Wake;

  constructor(context: Context, wake: Wake) {
    this.#context = context;
    this.#wake = wake;
  }

  async get(): Promise<Settings> {
    return settingsView(await settingsOf(this.#context.db));
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    const { encryptedSmsAfterMinutes: minutes, ...plain } = changes;
    if (plain.lastSeen !== undefined) {
      const lastSeen = plain.lastSeen ? "everyone" : "nobody";
      await this.#context.wire.ask("set", privacySettings({ lastSeen }));
    }
    // Off already: turning it off must not take it from another device.
    const before = (await this.get()).encryptedSmsAfterMinutes;
    const sms = minutes === undefined || (minutes === 0 && before === 0) ? {} : await this.#wake.set(minutes);
    return this.#write({ ...plain, ...sms });
  }

  /** Another device may have changed what the server keeps. */
  async refresh(): Promise<void> {
    const answer = await this.#context.wire.ask("get", privacyRequest());
    if (answer !== undefined)
      await this.#write({ lastSeen: parsePrivacySettings(answer).lastSeen === "everyone" });
  }

  /** Another device may have taken encrypted SMS over. */
  async refreshWake(): Promise<void> {
    await this.#write(await this.#wake.fetch());
  }

  async #write(changes: Partial<SettingsRecord>): Promise<Settings> {
    return this.#context.db.transact(async (tx) => {
      const settings: SettingsRecord = { ...(await settingsOf(tx)), ...changes };
      settingsTable.put(tx, ["device"], settings);
      return settingsView(settings);
    });
  }
}
