import { createHmac } from "node:crypto";
import { type Database, placeholders, type Transaction } from "@culver/storage";
import { RateLimitedError } from "./rate-limited-error.ts";
import { type BucketPolicy, type BucketState, fullAt, refill, waitFor } from "./token-bucket.ts";

export interface Charge {
  /** Which limit, for example "registration-number". */
  readonly limit: string;
  /** Who or what is limited: a number, an address, an account. Stored as a keyed hash. */
  readonly subject: string;
  readonly policy: BucketPolicy;
  /** Tokens; 1 when left out. */
  readonly cost?: number;
}

type BucketRow = { subject: string; tokens: number; updated_at: number };

/** Token buckets in the database: a restart resets nothing, and several processes share them. */
export class RateLimiter {
  readonly #database: Database;
  readonly #secret: Uint8Array;
  readonly #now: () => number;

  constructor(database: Database, secret: Uint8Array, now: () => number) {
    this.#database = database;
    this.#secret = secret;
    this.#now = now;
  }

  /**
   * Takes all charges or, when one is too many, none.
   * @throws {RateLimitedError} with the longest of the waits.
   */
  async take(charges: readonly Charge[]): Promise<void> {
    const wait = await this.#database.transaction((tx) => this.#take(tx, charges));
    if (wait > 0) throw new RateLimitedError(wait);
  }

  async #take(tx: Transaction, charges: readonly Charge[]): Promise<number> {
    const now = this.#now();
    const keyed = charges
      .map((charge) => ({ charge, subject: this.#key(charge) }))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1));
    for (const { subject } of keyed) await tx.lock(`limit:${subject}`);
    const stored = await this.#load(
      tx,
      keyed.map((k) => k.subject),
    );
    let wait = 0;
    const taken = keyed.map(({ charge, subject }) => {
      const { policy, cost = 1 } = charge;
      const state = refill(policy, stored.get(subject), now);
      wait = Math.max(wait, waitFor(policy, state, cost));
      const left = { tokens: Math.max(0, state.tokens - cost), updatedAt: state.updatedAt };
      return { subject, left, fullAt: fullAt(policy, left) };
    });
    if (wait > 0) return wait;
    for (const { subject, left, fullAt: full } of taken) {
      await tx.execute(
        `INSERT INTO rate_limits (subject, tokens, updated_at, full_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (subject) DO UPDATE
         SET tokens = excluded.tokens, updated_at = excluded.updated_at, full_at = excluded.full_at`,
        [subject, left.tokens, left.updatedAt, full],
      );
    }
    return 0;
  }

  async #load(tx: Transaction, subjects: readonly string[]): Promise<Map<string, BucketState>> {
    if (subjects.length === 0) return new Map();
    const rows = await tx.query<BucketRow>(
      `SELECT subject, tokens, updated_at FROM rate_limits WHERE subject IN (${placeholders(subjects.length)})`,
      subjects,
    );
    return new Map(rows.map((row) => [row.subject, { tokens: row.tokens, updatedAt: row.updated_at }]));
  }

  #key({ limit, subject }: Charge): string {
    return createHmac("sha256", this.#secret).update(`${limit}\0${subject}`, "utf8").digest("base64url");
  }
}
