import { CryptoError, decodeDeviceList, type ListedDevice } from "@culver/crypto";
import { StanzaError } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";

/** Milliseconds for which the own list is believed to be as it was: nobody tells an account about its own list. */
const FRESH_MS = 60_000;

/** The account's other devices, which are to show what this one sends. */
export class OwnDevices {
  readonly #context: Context;
  readonly #lists: DeviceLists;
  #refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(context: Context, lists: DeviceLists) {
    this.#context = context;
    this.#lists = lists;
  }

  /** From the verified list only. Throws ConnectionLostError. */
  async others(): Promise<readonly ListedDevice[]> {
    const { account, device: own } = this.#context.keys.self;
    await this.#refresh(account);
    const pin = await this.#lists.pinned(account);
    if (pin === undefined) return [];
    const { devices } = await decodeDeviceList(pin.entry);
    return devices.filter(({ device }) => device !== own);
  }

  async #refresh(account: string): Promise<void> {
    const now = this.#context.clock();
    if (now - this.#refreshedAt < FRESH_MS) return;
    try {
      await this.#lists.refresh(account);
      this.#refreshedAt = now;
    } catch (error) {
      // A list that does not verify, or is not to be had, keeps no text back: it goes to the devices that are known.
      if (!(error instanceof CryptoError || error instanceof StanzaError)) throw error;
      this.#context.log("device-list.unverified", { error: error.name });
    }
  }
}
