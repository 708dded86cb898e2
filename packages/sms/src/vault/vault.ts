import { createHmac, randomBytes } from "node:crypto";
import type { Database } from "@culver/storage";
import { openWith, sealWith, VaultError } from "./data-key.ts";

const KEY_LENGTH = 32;
const DAY_MS = 86_400_000;
const WRAP = "sms data key";

export interface VaultOptions {
  readonly database: Database;
  /** 32 octets that seal the data keys; without it they lie open beside what they seal. */
  readonly secret?: Uint8Array;
  readonly now: () => number;
  /** Tables with a column `key_id` of keys that are still needed. */
  readonly users: readonly string[];
}

interface KeyRow {
  readonly [column: string]: string | number | bigint | Uint8Array | null;
  readonly id: number;
  readonly purpose: string;
  readonly created_at: number;
  readonly wrapped: number;
  readonly key: Uint8Array;
}

/**
 * Keys of what waits on disk: a new data key each day, deleted once nothing is sealed with it any more, so that what
 * was erased stays erased in old copies of the file. One more key, which stays, hashes phone numbers.
 */
export class Vault {
  readonly #options: VaultOptions;
  readonly #keys = new Map<number, { readonly key: Uint8Array; readonly createdAt: number }>();
  #current = 0;
  #hashKey = new Uint8Array(0);

  private constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** @throws VaultError when the secret is not the one the keys were sealed with, or has not 32 octets. */
  static async open(options: VaultOptions): Promise<Vault> {
    if (options.secret && options.secret.length !== KEY_LENGTH)
      throw new VaultError("the secret needs 32 octets");
    const vault = new Vault(options);
    const rows = await options.database.query<KeyRow>(
      "SELECT id, purpose, created_at, wrapped, key FROM sms_keys ORDER BY id",
    );
    for (const row of rows) {
      const key = vault.#unwrap(row);
      if (row.purpose === "hash") vault.#hashKey = new Uint8Array(key);
      else vault.#keys.set(row.id, { key, createdAt: row.created_at });
    }
    if (vault.#hashKey.length === 0) vault.#hashKey = new Uint8Array(await vault.#create("hash", 0));
    vault.#current = Math.max(0, ...vault.#keys.keys());
    await vault.rotate();
    return vault;
  }

  /** The key that seals now. */
  get keyId(): number {
    return this.#current;
  }

  /** Seals with the current key. `context` must be given again to open. */
  seal(plaintext: Uint8Array, context: string): Uint8Array {
    return sealWith(this.#key(this.#current), plaintext, context);
  }

  /** @throws VaultError */
  open(keyId: number, sealed: Uint8Array, context: string): Uint8Array {
    return openWith(this.#key(keyId), sealed, context);
  }

  /** Undefined for what does not open: a damaged row is no reason to refuse the others. */
  openIf(keyId: number, sealed: Uint8Array, context: string): Uint8Array | undefined {
    try {
      return this.open(keyId, sealed, context);
    } catch (error) {
      if (error instanceof VaultError) return undefined;
      throw error;
    }
  }

  /** HMAC-SHA-256, cut to 16 octets: finds what belongs to a phone without naming it. */
  hash(...parts: readonly (string | Uint8Array)[]): Uint8Array {
    const hmac = createHmac("sha256", this.#hashKey);
    for (const part of parts) hmac.update(`${part.length} `).update(part);
    return new Uint8Array(hmac.digest().subarray(0, 16));
  }

  /** Makes today's key when there is none, and deletes the keys that nothing needs. */
  async rotate(): Promise<void> {
    const current = this.#keys.get(this.#current);
    if (!current || this.#options.now() - current.createdAt >= DAY_MS) {
      const id = this.#current + 1;
      this.#keys.set(id, { key: await this.#create("data", id), createdAt: this.#options.now() });
      this.#current = id;
    }
    const { database, users } = this.#options;
    // Yesterday's key may have sealed what is being written at this moment: it stays a day longer.
    const before = this.#options.now() - 2 * DAY_MS;
    const unused = users
      .map((t) => `id NOT IN (SELECT key_id FROM ${t} WHERE key_id IS NOT NULL)`)
      .join(" AND ");
    const gone = await database.query<{ id: number }>(
      `DELETE FROM sms_keys WHERE purpose = 'data' AND created_at < ? AND id <> ? AND ${unused} RETURNING id`,
      [before, this.#current],
    );
    for (const { id } of gone) this.#keys.delete(id);
  }

  #key(id: number): Uint8Array {
    const known = this.#keys.get(id);
    if (!known) throw new VaultError("the key is gone");
    return known.key;
  }

  async #create(purpose: "data" | "hash", id: number): Promise<Uint8Array> {
    const key = new Uint8Array(randomBytes(KEY_LENGTH));
    const { secret, database, now } = this.#options;
    const stored = secret ? sealWith(secret, key, WRAP) : key;
    await database.insertMany(
      "sms_keys",
      ["id", "purpose", "created_at", "wrapped", "key"],
      [[id, purpose, now(), secret ? 1 : 0, stored]],
    );
    return key;
  }

  #unwrap({ key, wrapped }: KeyRow): Uint8Array {
    if (wrapped === 0) return key;
    const { secret } = this.#options;
    if (!secret) throw new VaultError("the data keys are sealed, and no secret was given");
    return openWith(secret, key, WRAP);
  }
}
