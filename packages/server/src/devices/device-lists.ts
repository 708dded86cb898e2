import { StanzaError } from "@culver/protocol";
import type { Database, Executor, Transaction } from "@culver/storage";
import { DeviceListCache } from "./device-list-cache.ts";
import type { DeviceDirectory } from "./directory.ts";
import { stanzaErrorOf } from "./list-fault.ts";
import {
  type DeviceList,
  decodeDeviceList,
  type ListedDevice,
  pinOf,
  verifyDeviceListChain,
} from "./verification.ts";

/** Entries answered at once; a device asks on with `after`. */
const MAX_LIST_ENTRIES = 500;
const MAX_ENTRY_BYTES = 16 * 1024;

type EntryRow = { version: number; entry: Uint8Array };

/** The signed, hash-chained device lists. What is stored has been verified; what is answered is the stored bytes. */
export class DeviceLists implements DeviceDirectory {
  readonly #database: Database;
  readonly #cache = new DeviceListCache();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Appends the next entry. The newest one again is accepted and changes nothing: its answer was lost.
   * @throws {StanzaError} conflict when it is not the next; bad-request, forbidden, not-acceptable for what breaks a rule.
   */
  async append(account: string, entry: Uint8Array): Promise<void> {
    if (entry.length > MAX_ENTRY_BYTES) throw new StanzaError("policy-violation", "the entry is too large");
    const grown = await this.#database.transaction(async (tx) => {
      await tx.lock(`devices:${account}`);
      const newest = await newestEntry(tx, account);
      if (newest !== undefined && Buffer.compare(newest.entry, entry) === 0) return false;
      const list = await verifyNext(account, newest?.entry, entry);
      await assertRegistered(
        tx,
        list,
        newest === undefined ? [] : (await decodeDeviceList(newest.entry)).devices,
      );
      await tx.execute("INSERT INTO device_list_entries (account, version, entry) VALUES (?, ?, ?)", [
        account,
        list.version,
        entry,
      ]);
      await tx.execute(
        "DELETE FROM key_packages WHERE account = ? AND claimed_at IS NULL AND account_key <> ?",
        [account, list.accountKey],
      );
      return true;
    });
    if (grown) this.#cache.forget(account);
  }

  /** Entries with a version above `after`, oldest first, as they were published. */
  async entries(account: string, after: number): Promise<Uint8Array[]> {
    const rows = await this.#database.query<EntryRow>(
      "SELECT version, entry FROM device_list_entries WHERE account = ? AND version > ? ORDER BY version LIMIT ?",
      [account, after, MAX_LIST_ENTRIES],
    );
    return rows.map((row) => row.entry);
  }

  /** Within `tx`, ends the account's chain; call the result after the commit. */
  async clear(tx: Transaction, account: string): Promise<() => void> {
    await tx.execute("DELETE FROM device_list_entries WHERE account = ?", [account]);
    return () => this.#cache.forget(account);
  }

  /** A device of the account came or went. */
  forget(account: string): void {
    this.#cache.forget(account);
  }

  async isListed(account: string, device: number, signatureKey?: Uint8Array): Promise<boolean> {
    const listed = (await this.devices(account)).find((entry) => entry.device === String(device));
    if (listed === undefined) return false;
    return signatureKey === undefined || Buffer.compare(listed.signatureKey, signatureKey) === 0;
  }

  async accountKey(account: string): Promise<Uint8Array | undefined> {
    return (await this.current(account))?.accountKey;
  }

  async devices(account: string): Promise<readonly ListedDevice[]> {
    return (await this.#known(account)).devices;
  }

  async current(account: string): Promise<DeviceList | undefined> {
    return (await this.#known(account)).list;
  }

  #known(account: string) {
    return this.#cache.get(account, async () => {
      const newest = await newestEntry(this.#database, account);
      if (newest === undefined) return { list: undefined, devices: [] };
      const list = await decodeDeviceList(newest.entry);
      const rows = await this.#database.query<{ device: number }>(
        "SELECT device FROM devices WHERE account = ?",
        [account],
      );
      const registered = new Set(rows.map((row) => String(row.device)));
      return { list, devices: list.devices.filter((listed) => registered.has(listed.device)) };
    });
  }
}

async function newestEntry(executor: Executor, account: string): Promise<EntryRow | undefined> {
  const [row] = await executor.query<EntryRow>(
    "SELECT version, entry FROM device_list_entries WHERE account = ? ORDER BY version DESC LIMIT 1",
    [account],
  );
  return row;
}

async function verifyNext(
  account: string,
  newest: Uint8Array | undefined,
  entry: Uint8Array,
): Promise<DeviceList> {
  const list = await attempt(() => decodeDeviceList(entry));
  if (list.account !== account) throw new StanzaError("forbidden", "the entry is of another account");
  if (newest === undefined) return attempt(() => verifyDeviceListChain([entry]));
  const before = await decodeDeviceList(newest);
  return attempt(() => verifyDeviceListChain([newest, entry], pinOf(before)));
}

async function attempt(check: () => Promise<DeviceList>): Promise<DeviceList> {
  try {
    return await check();
  } catch (cause) {
    throw stanzaErrorOf(cause);
  }
}

/** Every device that the entry adds is registered. Those it keeps may be gone: only a rotation drops them. */
async function assertRegistered(
  tx: Transaction,
  list: DeviceList,
  before: readonly ListedDevice[],
): Promise<void> {
  const kept = new Set(before.map((listed) => listed.device));
  const rows = await tx.query<{ device: number }>("SELECT device FROM devices WHERE account = ?", [
    list.account,
  ]);
  const registered = new Set(rows.map((row) => String(row.device)));
  for (const { device } of list.devices) {
    if (!kept.has(device) && !registered.has(device)) {
      throw new StanzaError("not-acceptable", "the entry names a device that is not registered");
    }
  }
}
