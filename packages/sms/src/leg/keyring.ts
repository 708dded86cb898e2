import { generateSealingKeyPair, type KeyPair } from "@culver/crypto/sealed";
import type { SmsGatewayKey } from "@culver/protocol";
import type { Database } from "@culver/storage";
import { openWith, sealWith } from "../vault/data-key.ts";

const DAY_MS = 24 * 60 * 60_000;
/** A key is published for a day, and opens what was sealed to it for seven more. */
const PUBLISHED_MS = DAY_MS;
const ACCEPTED_MS = 8 * DAY_MS;
const WRAP = "sms seal key";
/** Octets of a private key as it is stored: plain, and wrapped with nonce and tag. */
const STORED_BYTES = [32, 12 + 32 + 16];

type KeyRow = {
  id: number;
  created_at: number;
  public_key: Uint8Array;
  wrapped: number;
  private_key: Uint8Array;
};

/**
 * The gateway's keys. When one has been deleted, what was sealed to it opens never again, for nobody: neither for us nor for
 * whoever takes this machine tomorrow.
 */
export class Keyring {
  readonly #database: Database;
  readonly #secret: Uint8Array | undefined;
  readonly #now: () => number;

  constructor(database: Database, secret: Uint8Array | undefined, now: () => number) {
    this.#database = database;
    this.#secret = secret;
    this.#now = now;
  }

  /** The key to seal to, made anew when the last one is a day old. */
  async current(): Promise<SmsGatewayKey> {
    return (await this.#newest()) ?? (await this.#create());
  }

  /** The pair of a key that is still accepted. */
  async find(id: number): Promise<KeyPair | undefined> {
    const [row] = await this.#database.query<KeyRow>(
      "SELECT id, created_at, public_key, wrapped, private_key FROM sms_seal_keys WHERE id = ? AND created_at > ?",
      [id, this.#now() - ACCEPTED_MS],
    );
    if (row === undefined) return undefined;
    return { publicKey: row.public_key, privateKey: this.#unwrap(row) };
  }

  /** Deletes what is past its time; resolves to how many. */
  async expire(): Promise<number> {
    const before = this.#now() - ACCEPTED_MS;
    // Written over first, in their own length: a deleted row's bytes can stay in the file until its page is used again.
    for (const [wrapped, length] of STORED_BYTES.entries()) {
      await this.#database.execute(
        "UPDATE sms_seal_keys SET private_key = ? WHERE created_at <= ? AND wrapped = ?",
        [new Uint8Array(length), before, wrapped],
      );
    }
    return this.#database.execute("DELETE FROM sms_seal_keys WHERE created_at <= ?", [before]);
  }

  async #newest(executor: Pick<Database, "query"> = this.#database): Promise<SmsGatewayKey | undefined> {
    const [row] = await executor.query<KeyRow>(
      `SELECT id, created_at, public_key FROM sms_seal_keys WHERE created_at > ? ORDER BY id DESC LIMIT 1`,
      [this.#now() - PUBLISHED_MS],
    );
    return row && keyOf(row);
  }

  async #create(): Promise<SmsGatewayKey> {
    const { publicKey, privateKey } = await generateSealingKeyPair();
    return this.#database.transaction(async (tx) => {
      await tx.lock("sms-seal-keys");
      const newest = await this.#newest(tx);
      if (newest !== undefined) return newest;
      const [row] = await tx.query<KeyRow>(
        `INSERT INTO sms_seal_keys (created_at, public_key, wrapped, private_key) VALUES (?, ?, ?, ?)
         RETURNING id, created_at, public_key`,
        [this.#now(), publicKey, this.#secret === undefined ? 0 : 1, this.#wrap(privateKey)],
      );
      if (row === undefined) throw new Error("the key was not stored");
      return keyOf(row);
    });
  }

  #wrap(privateKey: Uint8Array): Uint8Array {
    return this.#secret === undefined ? privateKey : sealWith(this.#secret, privateKey, WRAP);
  }

  #unwrap({ wrapped, private_key }: KeyRow): Uint8Array {
    if (wrapped === 0) return private_key;
    if (this.#secret === undefined) throw new Error("the keys are sealed, and no secret was given");
    return openWith(this.#secret, private_key, WRAP);
  }
}

function keyOf({ id, created_at, public_key }: KeyRow): SmsGatewayKey {
  return { id, publicKey: public_key, expiresAt: created_at + PUBLISHED_MS };
}
