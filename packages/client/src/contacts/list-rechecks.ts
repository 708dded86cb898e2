import { decodeDeviceList } from "@culver/crypto";
import type { Context } from "../core/context.ts";
import { ConnectionLostError } from "../errors.ts";
import { staleListTable } from "../records/contact-record.ts";
import { awaitedDeviceTable } from "../records/device-record.ts";
import type { DeviceLists } from "./device-lists.ts";

const FIRST_MS = 500;
const LONGEST_MS = 60_000;
/** Milliseconds for which a device that was linked is awaited. */
const AWAIT_MS = 86_400_000;

/**
 * Device lists that are said to have changed and could not be fetched: a number registered anew has none until its new
 * device has published one.
 */
export class ListRechecks {
  readonly #context: Context;
  readonly #lists: DeviceLists;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;

  constructor(context: Context, lists: DeviceLists) {
    this.#context = context;
    this.#lists = lists;
  }

  /** The server says that an account's list is another. Throws ConnectionLostError. */
  async changed(account: string): Promise<void> {
    if ((await this.#lists.refresh(account)) !== undefined) return;
    await this.#context.db.transact(async (tx) => staleListTable.put(tx, [account], true));
    this.#attempts = 0;
    this.#schedule();
  }

  /** The mailbox is drained: tries what an earlier connection left over. */
  open(): void {
    this.#attempts = 0;
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    this.stop();
    const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempts++);
    this.#timer = setTimeout(() => {
      this.#context.jobs.run(() => this.#run()).catch(() => this.#context.log("recheck.stopped"));
    }, delay);
  }

  async #run(): Promise<void> {
    let left = 0;
    for (const { key: account } of await staleListTable.list(this.#context.db)) {
      try {
        if ((await this.#lists.refresh(account)) === undefined) left++;
        else await this.#context.db.transact(async (tx) => staleListTable.delete(tx, account));
      } catch (error) {
        // The next connection tries again.
        if (error instanceof ConnectionLostError) return;
        left++;
        this.#context.log("device-list.unverified", {
          error: error instanceof Error ? error.name : "unknown",
        });
      }
    }
    if (left + (await this.#awaited()) > 0) this.#schedule();
  }

  /** How many devices this one has linked that are not on the list yet: nobody tells an account about its own list. */
  async #awaited(): Promise<number> {
    const { db, keys, clock } = this.#context;
    const waiting = await awaitedDeviceTable.list(db);
    if (waiting.length === 0) return 0;
    const { account } = keys.self;
    try {
      const pin = await this.#lists.refresh(account);
      const devices = pin === undefined ? [] : (await decodeDeviceList(pin.entry)).devices;
      const listed = new Set(devices.map(({ device }) => device));
      const over = waiting.filter(({ key, row }) => listed.has(key) || clock() - row > AWAIT_MS);
      await db.transact(async (tx) => {
        for (const { key } of over) awaitedDeviceTable.delete(tx, key);
      });
      return waiting.length - over.length;
    } catch (error) {
      if (error instanceof ConnectionLostError) return 0;
      this.#context.log("device-list.unverified", { error: error instanceof Error ? error.name : "unknown" });
      return waiting.length;
    }
  }
}
