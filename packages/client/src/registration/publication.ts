import {
  addDevice,
  createDeviceIdentity,
  type DeviceList,
  DeviceListError,
  encodeDeviceIdentity,
  exportAccountKey,
  generateAccountKey,
  importAccountKey,
  listAuthorises,
  listedDevice,
  startDeviceList,
  verifyDeviceListChain,
} from "@culver/crypto";
import { appendDeviceListEntry, deviceListRequest, parseDeviceList } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { ClientError } from "../errors.ts";
import { isCondition } from "../groups/server-group.ts";
import type { SelfRecord } from "../records/self-record.ts";
import type { KeyPackages } from "./key-packages.ts";

const ATTEMPTS = 4;

/**
 * What follows the token: keys, the first entry of the device list, key packages. Each step is persisted before the next, and
 * each can be repeated, so that a crash anywhere is made good by running this again.
 */
export class Publication {
  readonly #context: Context;
  readonly #packages: KeyPackages;

  constructor(context: Context, packages: KeyPackages) {
    this.#context = context;
    this.#packages = packages;
  }

  /** Needs no connection. */
  async makeKeys(): Promise<void> {
    const { keys, db, clock } = this.#context;
    if (keys.self.stage !== "token") return;
    const { accountKey: given, linked } = keys.self;
    const accountKey =
      linked && given !== undefined ? await importAccountKey(given) : await generateAccountKey();
    const identity = await createDeviceIdentity(keys.self.account, keys.self.device, accountKey);
    const entry = linked ? undefined : (await startDeviceList(identity, accountKey, clock())).bytes;
    await db.transact(async (tx) =>
      keys.put(tx, {
        ...keys.self,
        stage: "keys",
        accountKey: exportAccountKey(accountKey),
        identity: encodeDeviceIdentity(identity),
        ...(entry === undefined ? {} : { entry }),
      }),
    );
  }

  /** Needs a connection. Throws StanzaError, ConnectionLostError. */
  async publish(): Promise<void> {
    await this.makeKeys();
    if (this.#context.keys.self.stage === "keys" && this.#context.keys.self.linked) {
      // Whoever sees it on the list can add it to groups at once: key packages first.
      await this.#packages.publishFirst();
      await this.#joinList();
      await this.#reach("published");
    }
    if (this.#context.keys.self.stage === "keys") {
      await this.#appendFirstEntry();
      await this.#reach("listed");
    }
    if (this.#context.keys.self.stage === "listed") {
      await this.#packages.publishFirst();
      await this.#reach("published");
    }
  }

  async #appendFirstEntry(): Promise<void> {
    const { wire, keys } = this.#context;
    const { entry, account } = keys.self;
    if (entry === undefined) throw new ClientError("signed_out", "This device has no keys yet.");
    try {
      await wire.ask("set", appendDeviceListEntry(entry));
    } catch (error) {
      if (!isCondition(error, "conflict")) throw error;
      // Perhaps an earlier run's append, whose answer was lost.
      const answer = await wire.ask("get", deviceListRequest(account));
      const [first] = answer === undefined ? [] : parseDeviceList(answer).entries;
      if (first === undefined || !sameBytes(first, entry)) throw error;
    }
  }

  /** Appends this device to the account's list, under the account key it was given. */
  async #joinList(): Promise<void> {
    const { wire, keys, clock } = this.#context;
    const identity = await keys.identity();
    for (let attempt = 1; ; attempt++) {
      const list = await this.#ownList();
      if (!sameBytes(list.accountKey, identity.accountKey))
        throw new ClientError("link_expired", "This link is no longer valid. Make a new one.");
      if (listAuthorises(list, { ...identity, signatureKey: identity.signature.publicKey })) return;
      const next = await addDevice(list, await keys.accountKey(), listedDevice(identity, clock()));
      try {
        await wire.ask("set", appendDeviceListEntry(next.bytes));
        return;
      } catch (error) {
        // Another device was first: behind its entry then.
        if (!isCondition(error, "conflict") || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #ownList(): Promise<DeviceList> {
    const { wire, keys } = this.#context;
    const answer = await wire.ask("get", deviceListRequest(keys.self.account));
    const entries = answer === undefined ? [] : parseDeviceList(answer).entries;
    const list = await verifyDeviceListChain(entries.map((entry) => entry.slice()));
    if (list.account !== keys.self.account) throw new DeviceListError("account", "another account's list");
    return list;
  }

  async #reach(stage: SelfRecord["stage"]): Promise<void> {
    const { db, keys } = this.#context;
    await db.transact(async (tx) => keys.put(tx, { ...keys.self, stage }));
  }
}
