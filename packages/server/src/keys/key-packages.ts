import { type Database, placeholders, type Transaction } from "@culver/storage";
import type { Principal } from "../ports.ts";

/** One-time key packages kept for a device. */
const MAX_ONE_TIME = 200;

export interface NewKeyPackage {
  readonly bytes: Uint8Array;
  readonly ref: Uint8Array;
  readonly signatureKey: Uint8Array;
  readonly accountKey: Uint8Array;
  /** Unix milliseconds. */
  readonly notAfter: number;
  readonly lastResort: boolean;
}

/** A device and the keys its packages must carry: those of the newest device list. */
export interface ClaimTarget extends Principal {
  readonly signatureKey: Uint8Array;
  readonly accountKey: Uint8Array;
}

export interface ClaimedKeyPackage extends Principal {
  readonly keyPackage: Uint8Array;
}

/** The device has as many one-time key packages as are kept. */
export class TooManyKeyPackagesError extends Error {
  override readonly name = "TooManyKeyPackagesError";
}

const COLUMNS = [
  "account",
  "device",
  "last_resort",
  "ref",
  "signature_key",
  "account_key",
  "not_after",
  "key_package",
] as const;

/** The key packages of all devices. */
export class KeyPackages {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * Keeps new packages; those kept before (or claimed before) are left as they are. A last-resort one replaces the old.
   * @returns how many one-time packages the device has now.
   * @throws {TooManyKeyPackagesError}
   */
  publish(owner: Principal, packages: readonly NewKeyPackage[]): Promise<number> {
    return this.#database.transaction(async (tx) => {
      await tx.lock(lockName(owner));
      const lastResort = packages.filter((p) => p.lastResort).at(-1);
      const rows = packages.filter((p) => !p.lastResort || p === lastResort).map((p) => this.#row(owner, p));
      const fresh = await tx.insertNew("key_packages", COLUMNS, rows, ["ref"]);
      if (lastResort !== undefined && fresh.length > 0) {
        await tx.execute(
          "DELETE FROM key_packages WHERE account = ? AND device = ? AND last_resort = 1 AND ref <> ?",
          [owner.account, owner.device, lastResort.ref],
        );
      }
      const count = await this.#count(tx, owner);
      if (count > MAX_ONE_TIME) {
        throw new TooManyKeyPackagesError(`at most ${MAX_ONE_TIME} one-time key packages are kept`);
      }
      return count;
    });
  }

  /** One-time packages that can still be claimed. */
  count(owner: Principal): Promise<number> {
    return this.#count(this.#database, owner);
  }

  /** One package for each device that has any: a one-time one, which is then spent, or else the last-resort one. */
  claim(targets: readonly ClaimTarget[]): Promise<ClaimedKeyPackage[]> {
    const ordered = [...targets].sort((a, b) => (lockName(a) < lockName(b) ? -1 : 1));
    return this.#database.transaction(async (tx) => {
      for (const target of ordered) await tx.lock(lockName(target));
      const claimed: ClaimedKeyPackage[] = [];
      for (const { account, device, signatureKey, accountKey } of ordered) {
        const keyPackage = await this.#claimOne(tx, [account, device, this.#now(), signatureKey, accountKey]);
        if (keyPackage !== undefined) claimed.push({ account, device, keyPackage });
      }
      return claimed;
    });
  }

  /** Those of the accounts that have a package to claim. */
  async reachable(accounts: readonly string[]): Promise<Set<string>> {
    if (accounts.length === 0) return new Set();
    const rows = await this.#database.query<{ account: string }>(
      `SELECT DISTINCT account FROM key_packages
       WHERE account IN (${placeholders(accounts.length)}) AND claimed_at IS NULL AND not_after > ?`,
      [...accounts, this.#now()],
    );
    return new Set(rows.map((row) => row.account));
  }

  async #claimOne(
    tx: Transaction,
    which: readonly [string, number, number, Uint8Array, Uint8Array],
  ): Promise<Uint8Array | undefined> {
    const [row] = await tx.query<{ id: number; last_resort: number; key_package: Uint8Array }>(
      `SELECT id, last_resort, key_package FROM key_packages
       WHERE account = ? AND device = ? AND claimed_at IS NULL AND not_after > ?
         AND signature_key = ? AND account_key = ?
       ORDER BY last_resort, id LIMIT 1`,
      which,
    );
    if (row !== undefined && row.last_resort === 0) {
      await tx.execute("UPDATE key_packages SET claimed_at = ?, key_package = ? WHERE id = ?", [
        this.#now(),
        new Uint8Array(0),
        row.id,
      ]);
    }
    return row?.key_package;
  }

  async #count(executor: Pick<Database, "query">, owner: Principal): Promise<number> {
    const [row] = await executor.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM key_packages
       WHERE account = ? AND device = ? AND claimed_at IS NULL AND last_resort = 0 AND not_after > ?`,
      [owner.account, owner.device, this.#now()],
    );
    return row?.n ?? 0;
  }

  #row({ account, device }: Principal, p: NewKeyPackage) {
    const lastResort = p.lastResort ? 1 : 0;
    return [account, device, lastResort, p.ref, p.signatureKey, p.accountKey, p.notAfter, p.bytes];
  }
}

function lockName({ account, device }: Principal): string {
  return `keys:${account}/${device}`;
}
