import type { Database, Executor } from "@culver/storage";
import { pinDelay } from "./delays.ts";
import { RegistrationError } from "./errors.ts";

/** How long after a device was last seen its account's lock holds. */
const LOCK_MS = 7 * 24 * 60 * 60_000;

/** Argon2id, 19 MiB and two passes: the smaller of OWASP's recommendations, because anyone with a code may cause it. */
const ARGON2 = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

interface Lock {
  readonly hash: string;
  readonly failures: number;
  readonly blockedUntil: number;
  /** Unix milliseconds. */
  readonly lapsesAt: number;
}

type LockRow = { lock_hash: string; failures: number; blocked_until: number; seen: number | null };

/** The PIN that guards an account against whoever gets hold of its number. */
export class RegistrationLock {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Sets or replaces the PIN: 4 to 20 digits or letters, which the caller has checked. */
  async set(account: string, pin: string): Promise<void> {
    const hash = await Bun.password.hash(pin, ARGON2);
    await this.#database.execute(
      `INSERT INTO registration_locks (account, lock_hash, failures, blocked_until) VALUES (?, ?, 0, 0)
       ON CONFLICT (account) DO UPDATE SET lock_hash = excluded.lock_hash, failures = 0, blocked_until = 0`,
      [account, hash],
    );
  }

  async remove(account: string): Promise<void> {
    await this.#database.execute("DELETE FROM registration_locks WHERE account = ?", [account]);
  }

  /**
   * Passes when the account has no lock in force, or the PIN is right; returns the hash that it matched.
   * The try is counted before the PIN is looked at, so that many at once are no more than one.
   * @throws {RegistrationError} pin_required, wrong_pin.
   */
  async check(account: string, pin: string | undefined): Promise<string | undefined> {
    const lock = await this.inForce(this.#database, account);
    if (lock === undefined) return undefined;
    if (pin === undefined) throw required(lock, this.#now());
    const hash = await this.#countTry(account);
    if (hash === undefined) return undefined;
    if (await Bun.password.verify(pin, hash)) {
      await this.#database.execute(
        "UPDATE registration_locks SET failures = 0, blocked_until = 0 WHERE account = ? AND lock_hash = ?",
        [account, hash],
      );
      return hash;
    }
    const [row] = await this.#database.query<{ blocked_until: number }>(
      "SELECT blocked_until FROM registration_locks WHERE account = ?",
      [account],
    );
    throw wrong((row?.blocked_until ?? 0) - this.#now());
  }

  /** Within the transaction that replaces the devices: the lock is still the one that `check` passed. */
  async assertPassed(executor: Executor, account: string, passed: string | undefined): Promise<void> {
    const lock = await this.inForce(executor, account);
    if (lock !== undefined && lock.hash !== passed) throw required(lock, this.#now());
  }

  /** The account's lock, unless all its devices have been away for 7 days. */
  async inForce(executor: Executor, account: string): Promise<Lock | undefined> {
    const [row] = await executor.query<LockRow>(
      `SELECT lock_hash, failures, blocked_until,
         (SELECT MAX(last_seen_at) FROM devices WHERE devices.account = registration_locks.account) AS seen
       FROM registration_locks WHERE account = ?`,
      [account],
    );
    if (row === undefined) return undefined;
    const lapsesAt = (row.seen ?? 0) + LOCK_MS;
    if (lapsesAt <= this.#now()) return undefined;
    return { hash: row.lock_hash, failures: row.failures, blockedUntil: row.blocked_until, lapsesAt };
  }

  #countTry(account: string): Promise<string | undefined> {
    return this.#database.transaction(async (tx) => {
      await tx.lock(`registration-lock:${account}`);
      const lock = await this.inForce(tx, account);
      if (lock === undefined) return undefined;
      const now = this.#now();
      if (lock.blockedUntil > now) throw wrong(lock.blockedUntil - now);
      const failures = lock.failures + 1;
      await tx.execute("UPDATE registration_locks SET failures = ?, blocked_until = ? WHERE account = ?", [
        failures,
        now + pinDelay(failures),
        account,
      ]);
      return lock.hash;
    });
  }
}

function required(lock: Lock, now: number): RegistrationError {
  return new RegistrationError({ code: "pin_required", retryAfterMs: lock.lapsesAt - now });
}

function wrong(retryAfterMs: number): RegistrationError {
  return new RegistrationError({ code: "wrong_pin", retryAfterMs });
}
