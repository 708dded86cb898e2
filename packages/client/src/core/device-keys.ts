import { type AccountKey, type DeviceIdentity, decodeDeviceIdentity, importAccountKey } from "@culver/crypto";
import { ClientError } from "../errors.ts";
import { type SelfRecord, selfTable } from "../records/self-record.ts";
import type { Database } from "../store/database.ts";
import type { Transaction } from "../store/transaction.ts";

/** The device's own record and its decoded keys. */
export class DeviceKeys {
  readonly #db: Database;
  #record: SelfRecord | undefined;
  #identity: Promise<DeviceIdentity> | undefined;
  #accountKey: Promise<AccountKey> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async load(): Promise<void> {
    this.#set(await selfTable.get(this.#db, "device"));
  }

  /** Undefined before sign-up. */
  get record(): SelfRecord | undefined {
    return this.#record;
  }

  /** Throws ClientError `signed_out` before sign-up. */
  get self(): SelfRecord {
    if (this.#record === undefined) throw new ClientError("signed_out", "This device is not signed in.");
    return this.#record;
  }

  put(tx: Transaction, record: SelfRecord): void {
    selfTable.put(tx, ["device"], record);
    tx.afterCommit(() => this.#set(record));
  }

  clear(): void {
    this.#set(undefined);
  }

  /** Throws ClientError `signed_out` before the keys are made. */
  identity(): Promise<DeviceIdentity> {
    const bytes = this.self.identity;
    if (bytes === undefined) throw new ClientError("signed_out", "This device has no keys yet.");
    this.#identity ??= decodeDeviceIdentity(bytes);
    return this.#identity;
  }

  accountKey(): Promise<AccountKey> {
    const bytes = this.self.accountKey;
    if (bytes === undefined) throw new ClientError("signed_out", "This device has no keys yet.");
    this.#accountKey ??= importAccountKey(bytes);
    return this.#accountKey;
  }

  #set(record: SelfRecord | undefined): void {
    this.#record = record;
    this.#identity = undefined;
    this.#accountKey = undefined;
  }
}
