import { createKeyPackage, type NewKeyPackage } from "@culver/crypto";
import {
  keyPackageCountRequest,
  parseKeyPackageCount,
  publishKeyPackages,
  toBase64Url,
} from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { type KeyPackageRecord, keyPackageTable } from "../records/self-record.ts";

/** One-time key packages the server is given at first, and again when it has few. */
const FULL = 30;
const FEW = 10;
const DAY_MS = 86_400_000;
/** Days a key package is valid, and days before its end at which a new last-resort one replaces it. */
const VALID_DAYS = 90;
const RENEW_DAYS = 30;
/** A Welcome may still be under way for a package whose time is over. */
const KEEP_DAYS = 40;

/** Key packages (RFC 9420 section 10): private parts are stored before the public ones are published. */
export class KeyPackages {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async publishFirst(): Promise<void> {
    await this.#make(FULL, true);
    await this.#publishStored();
  }

  /** The account key is another: the server has dropped what was signed under the old one. */
  async publishAnew(): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      for (const { key, row } of await keyPackageTable.list(tx))
        if (row.unpublished !== undefined) keyPackageTable.delete(tx, key);
    });
    await this.publishFirst();
  }

  /** Publishes more when the server has few, renews the last-resort package, forgets what is long over. */
  async topUp(): Promise<void> {
    await this.#publishStored();
    const answer = await this.#context.wire.ask("get", keyPackageCountRequest());
    const left = answer === undefined ? FULL : parseKeyPackageCount(answer);
    const lastResortDue = await this.#lastResortDue();
    if (left < FEW || lastResortDue) {
      await this.#make(left < FEW ? FULL - left : 0, lastResortDue);
      await this.#publishStored();
    }
    await this.#forgetOld();
  }

  async #make(count: number, lastResort: boolean): Promise<void> {
    const identity = await this.#context.keys.identity();
    const made: NewKeyPackage[] = [];
    const now = this.#context.clock();
    for (let i = 0; i < count; i++) made.push(await createKeyPackage(identity, { now, days: VALID_DAYS }));
    if (lastResort) made.push(await createKeyPackage(identity, { now, days: VALID_DAYS, lastResort: true }));
    await this.#context.db.transact(async (tx) => {
      for (const { ref, keyPackage, privateBytes, expiresAt, lastResort: last } of made) {
        const row = { privateBytes, lastResort: last, expiresAt, unpublished: keyPackage };
        keyPackageTable.put(tx, [toBase64Url(ref)], row);
      }
    });
  }

  /** What was made and not published, perhaps by a run that crashed. Publishing twice does no harm. */
  async #publishStored(): Promise<void> {
    const rows = await keyPackageTable.list(this.#context.db);
    const waiting = rows.filter(({ row }) => row.unpublished !== undefined).slice(0, 100);
    if (waiting.length === 0) return;
    const packages = waiting.map(({ row }) => ({
      keyPackage: row.unpublished ?? new Uint8Array(0),
      lastResort: row.lastResort,
    }));
    await this.#context.wire.ask("set", publishKeyPackages(packages));
    await this.#context.db.transact(async (tx) => {
      for (const { key, row } of waiting) keyPackageTable.put(tx, [key], published(row));
    });
  }

  async #lastResortDue(): Promise<boolean> {
    const rows = await keyPackageTable.rows(this.#context.db);
    const newest = Math.max(0, ...rows.filter((row) => row.lastResort).map((row) => row.expiresAt));
    return newest - RENEW_DAYS * DAY_MS < this.#context.clock();
  }

  async #forgetOld(): Promise<void> {
    const limit = this.#context.clock() - KEEP_DAYS * DAY_MS;
    await this.#context.db.transact(async (tx) => {
      for (const { key, row } of await keyPackageTable.list(tx))
        if (row.expiresAt < limit) keyPackageTable.delete(tx, key);
    });
  }
}

function published({ privateBytes, lastResort, expiresAt }: KeyPackageRecord): KeyPackageRecord {
  return { privateBytes, lastResort, expiresAt };
}
