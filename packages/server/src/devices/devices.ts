import type { Database } from "@culver/storage";
import { deviceNumbers, insertDevice, type NewDevice } from "../accounts/device-row.ts";
import type { AccountHooks, Principal, StreamPort } from "../ports.ts";
import type { DeviceLists } from "./device-lists.ts";

/** Registered devices of one account: as many as a device list may name. */
const MAX_DEVICES = 32;

export interface DeviceInfo {
  readonly device: number;
  readonly name: string;
  /** Unix milliseconds, as is `lastSeenAt`. */
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

/** The account has as many devices as it may. */
export class TooManyDevicesError extends Error {
  override readonly name = "TooManyDevicesError";
}

export interface DevicesOptions {
  readonly database: Database;
  readonly lists: DeviceLists;
  readonly hooks: AccountHooks;
  readonly stream: StreamPort;
  readonly now: () => number;
}

type DeviceRow = { device: number; name: string; created_at: number; last_seen_at: number };

/** An account's registered devices. Whether others may trust them is the device list's word. */
export class Devices {
  readonly #options: DevicesOptions;

  constructor(options: DevicesOptions) {
    this.#options = options;
  }

  /** A further device of the account. @throws {TooManyDevicesError} */
  async add(account: string, name: string | undefined): Promise<NewDevice> {
    const { database, lists, now } = this.#options;
    const device = await database.transaction(async (tx) => {
      await tx.lock(`devices:${account}`);
      if ((await deviceNumbers(tx, account)).length >= MAX_DEVICES) {
        throw new TooManyDevicesError(`an account has at most ${MAX_DEVICES} devices`);
      }
      return insertDevice(tx, account, name, now());
    });
    lists.forget(account);
    return device;
  }

  async list(account: string): Promise<DeviceInfo[]> {
    const rows = await this.#options.database.query<DeviceRow>(
      "SELECT device, name, created_at, last_seen_at FROM devices WHERE account = ? ORDER BY device",
      [account],
    );
    return rows.map((row) => ({
      device: row.device,
      name: row.name,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }));
  }

  /** Ends a device: token, key packages, mailbox, session. False when there is none of that number. */
  async remove(principal: Principal): Promise<boolean> {
    const { database, hooks, lists, stream } = this.#options;
    const { account, device } = principal;
    const after = await database.transaction(async (tx) => {
      await tx.lock(`devices:${account}`);
      if (!(await deviceNumbers(tx, account)).includes(device)) return undefined;
      const removed = await hooks.onDeviceRemoved(tx, principal);
      await tx.execute("DELETE FROM devices WHERE account = ? AND device = ?", [account, device]);
      return removed;
    });
    if (after === undefined) return false;
    lists.forget(account);
    stream.endSession(principal, "removed");
    await after();
    return true;
  }
}
