import type { LastSeenVisibility } from "@culver/protocol";
import type { Database } from "@culver/storage";

/** Privacy settings by account; everyone, unless set otherwise. */
export class PrivacySettings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async lastSeen(account: string): Promise<LastSeenVisibility> {
    const [row] = await this.#database.query<{ last_seen: string }>(
      "SELECT last_seen FROM privacy_settings WHERE account = ?",
      [account],
    );
    return row?.last_seen === "nobody" ? "nobody" : "everyone";
  }

  async setLastSeen(account: string, visibility: LastSeenVisibility): Promise<void> {
    await this.#database.execute(
      `INSERT INTO privacy_settings (account, last_seen) VALUES (?, ?)
       ON CONFLICT (account) DO UPDATE SET last_seen = excluded.last_seen`,
      [account, visibility],
    );
  }
}
