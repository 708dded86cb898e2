import { parsePrivacySettings, privacyRequest, privacySettings } from "@culver/protocol";
import type { Settings } from "../api.ts";
import type { Context } from "../core/context.ts";
import { type SettingsRecord, settingsTable } from "../records/self-record.ts";
import { settingsOf } from "./settings-row.ts";

/** What the person has chosen. Last seen is kept by the server, because the server tells it to others. */
export class DeviceSettings {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  get(): Promise<Settings> {
    return settingsOf(this.#context.db);
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    if (changes.lastSeen !== undefined) {
      const lastSeen = changes.lastSeen ? "everyone" : "nobody";
      await this.#context.wire.ask("set", privacySettings({ lastSeen }));
    }
    return this.#write(changes);
  }

  /** Another device may have changed what the server keeps. */
  async refresh(): Promise<void> {
    const answer = await this.#context.wire.ask("get", privacyRequest());
    if (answer !== undefined)
      await this.#write({ lastSeen: parsePrivacySettings(answer).lastSeen === "everyone" });
  }

  async #write(changes: Partial<Settings>): Promise<Settings> {
    return this.#context.db.transact(async (tx) => {
      const settings: SettingsRecord = { ...(await settingsOf(tx)), ...changes };
      settingsTable.put(tx, ["device"], settings);
      return settings;
    });
  }
}
