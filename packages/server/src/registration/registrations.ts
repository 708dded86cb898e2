import { randomBytes, toBase64Url } from "@culver/protocol";
import type { Database, Transaction } from "@culver/storage";
import type { LimitPolicies } from "../limits/policies.ts";
import { RateLimitedError } from "../limits/rate-limited-error.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { CodeMethod, SmsSender } from "../ports.ts";
import type { PumpingGuard } from "../pumping/pumping-guard.ts";
import { codeMatches, generateCode, hashCode } from "./code.ts";
import { CodeSending } from "./code-sending.ts";
import { resendDelay } from "./delays.ts";
import { RegistrationError } from "./errors.ts";
import { countryOfNumber, numberPrefix } from "./phone-number.ts";
import { type Registration, type RegistrationRow, registrationOf } from "./registration-row.ts";

const CODE_VALID_MS = 10 * 60_000;
const CODE_TRIES = 5;
/** Texts one registration may cause, the first included. */
const MAX_SENT = 5;

export interface RegistrationsOptions {
  readonly database: Database;
  readonly limiter: RateLimiter;
  readonly limits: LimitPolicies;
  readonly sms: SmsSender;
  readonly pumping: PumpingGuard;
  /** ISO 3166 of the countries that codes go to; none for all of them. */
  readonly countries: readonly string[];
  /** Keys the hashes of codes. */
  readonly secret: Uint8Array;
  /** The web app's host name, for the last line of the text. */
  readonly host: string;
  readonly now: () => number;
}

/** How a code is asked for. */
export interface CodeRequest {
  /** BCP 47. */
  readonly language?: string | undefined;
  /** "sms" when left out. */
  readonly method?: CodeMethod | undefined;
}

/** What the caller learns of a text on its way: the same whether the number has an account or not. */
export interface CodeSent {
  readonly registration: string;
  readonly number: string;
  /** Milliseconds. */
  readonly expiresInMs: number;
  readonly resendAfterMs: number;
  /** Of the last code. */
  readonly method: CodeMethod;
  /** By which another code can be had. */
  readonly methods: readonly CodeMethod[];
}

/** Codes by SMS or call: sent, sent again, checked. A registration that is over is deleted. */
export class Registrations {
  readonly #options: RegistrationsOptions;
  readonly #sending: CodeSending;

  constructor(options: RegistrationsOptions) {
    this.#options = options;
    this.#sending = new CodeSending({ ...options, validMs: CODE_VALID_MS });
  }

  /**
   * Sends a first code.
   * @param number E.164, mobile.
   * @param address the caller's, as limits count it.
   * @throws {RateLimitedError}
   * @throws {RegistrationError} country_closed, prefix_closed, method_unavailable, sms_failed
   */
  async start(number: string, address: string, { language, method = "sms" }: CodeRequest): Promise<CodeSent> {
    const { database, secret, now } = this.#options;
    this.#checkCountry(number);
    await this.#sending.check(number, method);
    await this.#charge(number, address);
    const registration = toBase64Url(randomBytes(16));
    const code = generateCode();
    const at = now();
    const row: Registration = {
      registration,
      number,
      codeHash: hashCode(secret, registration, code),
      triesLeft: CODE_TRIES,
      sent: 1,
      method,
      resendAt: at + resendDelay(1),
      expiresAt: at + CODE_VALID_MS,
    };
    await database.execute(
      `INSERT INTO registrations
         (registration, number, code_hash, tries_left, sent, method, resend_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [registration, number, row.codeHash, row.triesLeft, row.sent, method, row.resendAt, row.expiresAt],
    );
    await this.#sending.send(row, code, language);
    return this.#answer(row);
  }

  /**
   * Sends a new code in place of the last, by another carrier where there is one. Wrong tries stay counted.
   * @throws {RateLimitedError} also when it is too early
   * @throws {RegistrationError} code_expired, prefix_closed, method_unavailable, sms_failed
   */
  async resend(
    registration: string,
    address: string,
    { language, method = "sms" }: CodeRequest,
  ): Promise<CodeSent> {
    const { database, secret, now } = this.#options;
    const before = await this.#live(registration);
    if (before === undefined || before.sent >= MAX_SENT)
      throw new RegistrationError({ code: "code_expired" });
    if (before.resendAt > now()) throw new RateLimitedError(before.resendAt - now());
    await this.#sending.check(before.number, method);
    await this.#charge(before.number, address);
    const code = generateCode();
    const at = now();
    const row: Registration = {
      ...before,
      codeHash: hashCode(secret, registration, code),
      sent: before.sent + 1,
      method,
      resendAt: at + resendDelay(before.sent + 1),
      expiresAt: at + CODE_VALID_MS,
    };
    const changed = await database.execute(
      `UPDATE registrations SET code_hash = ?, sent = ?, method = ?, resend_at = ?, expires_at = ?
       WHERE registration = ? AND sent = ?`,
      [row.codeHash, row.sent, method, row.resendAt, row.expiresAt, registration, before.sent],
    );
    // Another call was faster, and its text is on the way.
    if (changed === 0) throw new RateLimitedError(resendDelay(row.sent));
    await this.#sending.send(row, code, language);
    return this.#answer(row);
  }

  /** Where a registration stands. @throws {RegistrationError} code_expired */
  async state(registration: string): Promise<CodeSent> {
    const row = await this.#live(registration);
    if (row === undefined) throw new RegistrationError({ code: "code_expired" });
    return this.#answer(row);
  }

  /**
   * The number, when the code is right. A wrong one is counted, in a transaction of its own.
   * @throws {RegistrationError} wrong_code, code_expired
   */
  async check(registration: string, code: string): Promise<string> {
    const { database, secret } = this.#options;
    const outcome = await database.transaction(async (tx) => {
      await tx.lock(`registration:${registration}`);
      const row = await this.#live(registration, tx);
      if (row === undefined) return { code: "code_expired" } as const;
      if (codeMatches(secret, registration, code, row.codeHash)) return row.number;
      const triesLeft = row.triesLeft - 1;
      await tx.execute("UPDATE registrations SET tries_left = ? WHERE registration = ?", [
        triesLeft,
        registration,
      ]);
      return { code: "wrong_code", triesLeft } as const;
    });
    if (typeof outcome === "string") return outcome;
    throw new RegistrationError(outcome);
  }

  /** Within the transaction that makes use of it: ends the registration. @throws {RegistrationError} when it is used already. */
  async consume(tx: Transaction, registration: string): Promise<void> {
    const [row] = await tx.query<RegistrationRow>(
      "DELETE FROM registrations WHERE registration = ? RETURNING *",
      [registration],
    );
    if (row === undefined) throw new RegistrationError({ code: "code_expired" });
    const { number, method, sent } = registrationOf(row);
    // A voucher sent no text.
    if (sent > 0) await this.#options.pumping.entered(tx, number, method, sent);
  }

  #checkCountry(number: string): void {
    const { countries } = this.#options;
    const country = countries.length === 0 ? undefined : countryOfNumber(number);
    if (countries.length > 0 && (country === undefined || !countries.includes(country)))
      throw new RegistrationError({ code: "country_closed" });
  }

  async #answer(row: Registration): Promise<CodeSent> {
    const now = this.#options.now();
    return {
      registration: row.registration,
      number: row.number,
      expiresInMs: row.expiresAt - now,
      resendAfterMs: Math.max(0, row.resendAt - now),
      method: row.method,
      methods: row.sent >= MAX_SENT ? [] : await this.#sending.openMethods(row.number),
    };
  }

  async #live(registration: string, tx?: Transaction): Promise<Registration | undefined> {
    const [row] = await (tx ?? this.#options.database).query<RegistrationRow>(
      "SELECT * FROM registrations WHERE registration = ? AND expires_at > ? AND tries_left > 0",
      [registration, this.#options.now()],
    );
    return row === undefined ? undefined : registrationOf(row);
  }

  #charge(number: string, address: string): Promise<void> {
    const { limiter, limits } = this.#options;
    return limiter.take([
      { limit: "registration-number", subject: number, policy: limits.registrationNumber },
      { limit: "registration-prefix", subject: numberPrefix(number), policy: limits.registrationPrefix },
      {
        limit: "registration-country",
        subject: countryOfNumber(number) ?? "",
        policy: limits.registrationCountry,
      },
      { limit: "registration-address", subject: address, policy: limits.registrationAddress },
    ]);
  }
}
