import { randomBytes, toBase64Url } from "@culver/protocol";
import type { Database } from "@culver/storage";
import { generateCode, hashCode } from "./code.ts";

const VALID_MS = 24 * 60 * 60_000;
/** As many as a texted code has. */
const TRIES = 5;
/** No text is ever sent for it, nor sent again. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** A registration that the operator vouches for: whoever has it signs the number up without an SMS. */
export interface Voucher {
  readonly registration: string;
  readonly code: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Makes registrations by the operator's right, for numbers that cannot get a text: a business's own line. */
export class Vouchers {
  readonly #database: Database;
  readonly #secret: Uint8Array;
  readonly #now: () => number;

  constructor(database: Database, secret: Uint8Array, now: () => number) {
    this.#database = database;
    this.#secret = secret;
    this.#now = now;
  }

  /** Valid for a day, once. @param number E.164 */
  async issue(number: string): Promise<Voucher> {
    const registration = toBase64Url(randomBytes(16));
    const code = generateCode();
    const expiresAt = this.#now() + VALID_MS;
    await this.#database.execute(
      `INSERT INTO registrations
         (registration, number, code_hash, tries_left, sent, method, resend_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [registration, number, hashCode(this.#secret, registration, code), TRIES, 0, "sms", NEVER, expiresAt],
    );
    return { registration, code, expiresAt };
  }
}
