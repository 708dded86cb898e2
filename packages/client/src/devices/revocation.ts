import {
  type DeviceList,
  decodeDeviceList,
  encodeDeviceIdentity,
  exportAccountKey,
  exportRoster,
  generateAccountKey,
  renewCredential,
  revokeDevice,
} from "@culver/crypto";
import { appendDeviceListEntry, generateStanzaId, StanzaError } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { Serial } from "../core/serial.ts";
import { ClientError, ConnectionLostError } from "../errors.ts";
import type { GroupStates } from "../groups/group-states.ts";
import { isCondition } from "../groups/server-group.ts";
import { suspectRosters } from "../groups/suspect-rosters.ts";
import type { Repairs } from "../healing/repairs.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { encodePayload } from "../payload/encode-payload.ts";
import { type RemovalRecord, removalTable } from "../records/device-record.ts";
import { liveGroupTable, rosterTable } from "../records/group-record.ts";
import type { KeyPackages } from "../registration/key-packages.ts";
import type { Transaction } from "../store/transaction.ts";

const ATTEMPTS = 4;
const NOT_THE_KEY = "Only the device that holds the account's present key can remove another.";
/** Milliseconds for which groups are waited for before the server ends the device; they go on by themselves. */
const GROUPS_MS = 15_000;
const PAUSE_MS = 100;

export interface RevocationParts {
  readonly lists: DeviceLists;
  readonly packages: KeyPackages;
  readonly repairs: Repairs;
  readonly states: GroupStates;
  readonly outbox: Outbox;
  /** Ends the device at the server. */
  readonly end: (device: string) => Promise<void>;
}

/**
 * Removing another device of the account: off the device list with a new account key in the same entry, out of every
 * group, then ended at the server. Each step is persisted before the next and can be repeated.
 */
export class Revocation {
  readonly #context: Context;
  readonly #parts: RevocationParts;
  readonly #serial = new Serial();

  constructor(context: Context, parts: RevocationParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Throws ClientError, StanzaError, ConnectionLostError; begun, it goes on when the connection is back. */
  remove(device: string): Promise<void> {
    const { wire, keys, db } = this.#context;
    if (device === keys.self.device)
      throw new ClientError("own_device", "Sign out to remove the device you are using.");
    return this.#serial.run(async () => {
      if (!wire.ready) throw new ConnectionLostError("there is no connection");
      await this.#finishAll();
      if (!(await removalTable.has(db, device))) await this.#begin(device);
      await this.#finish(device);
    });
  }

  /** The mailbox is drained: goes on with what a crash or a lost connection has interrupted. */
  async resume(): Promise<void> {
    await this.#serial.run(() => this.#finishAll());
  }

  async #finishAll(): Promise<void> {
    for (const { key } of await removalTable.list(this.#context.db)) await this.#finish(key);
  }

  /** Decides what is to be appended, and keeps it: the new account key must not be lost once it is on the list. */
  async #begin(device: string): Promise<void> {
    const { db, jobs } = this.#context;
    await jobs.run(async () => {
      const list = await this.#ownList();
      const isListed = list.devices.some((listed) => listed.device === device);
      const record = isListed ? await this.#revoking(list, device) : ({ stage: "unlisted" } as const);
      await db.transact(async (tx) => removalTable.put(tx, [device], record));
    });
  }

  async #revoking(list: DeviceList, device: string): Promise<RemovalRecord> {
    const { keys } = this.#context;
    if (keys.self.accountKey === undefined) throw new ClientError("not_possible", NOT_THE_KEY);
    const accountKey = await keys.accountKey();
    if (!sameBytes(list.accountKey, accountKey.publicKey)) throw new ClientError("not_possible", NOT_THE_KEY);
    const next = await generateAccountKey();
    const identity = await renewCredential(await keys.identity(), next);
    return {
      stage: "entry",
      entry: (await revokeDevice(list, accountKey, next, device)).bytes,
      accountKey: exportAccountKey(next),
      identity: encodeDeviceIdentity(identity),
    };
  }

  async #finish(device: string): Promise<void> {
    const { db, jobs } = this.#context;
    await jobs.run(() => this.#list(device));
    await this.#groups();
    try {
      await this.#parts.end(device);
    } catch (error) {
      // Ended before, and the answer was lost.
      if (!(error instanceof ClientError && error.code === "not_found")) throw error;
    }
    await db.transact(async (tx) => {
      await this.#handCredentials(tx);
      removalTable.delete(tx, device);
    });
  }

  /** The account's other devices get their credentials under the new key, in any group they share: they are public. */
  async #handCredentials(tx: Transaction): Promise<void> {
    const { keys, clock } = this.#context;
    const { states, lists, outbox } = this.#parts;
    const identity = await keys.identity();
    const pin = await lists.pinned(identity.account);
    if (pin === undefined || !sameBytes(pin.accountKey, identity.accountKey)) return;
    const waiting = new Map(
      (await decodeDeviceList(pin.entry)).devices.map(({ device, signatureKey }) => [device, signatureKey]),
    );
    waiting.delete(identity.device);
    for (const { key: conversation, row } of await liveGroupTable.list(tx)) {
      const state = waiting.size === 0 ? undefined : await states.load(tx, row.group);
      for (const { account, device } of state === undefined ? [] : exportRoster(state)) {
        const publicKey = account === identity.account ? waiting.get(device) : undefined;
        if (publicKey === undefined) continue;
        waiting.delete(device);
        const theirs = { ...identity, device, signature: { publicKey, privateKey: new Uint8Array(0) } };
        const { credential } = await renewCredential(theirs, await keys.accountKey());
        const id = generateStanzaId();
        const payload = encodePayload({ id, sentAt: clock(), kind: "credential", credential });
        await outbox.add(tx, conversation, id, { kind: "payload", payload });
      }
    }
  }

  async #list(device: string): Promise<void> {
    const { db, keys } = this.#context;
    for (let attempt = 1; (await removalTable.get(db, device))?.stage === "entry"; attempt++) {
      if (await this.#append(device)) break;
      if (attempt === ATTEMPTS) throw new StanzaError("conflict", "the device list kept changing");
      const list = await this.#ownList();
      const record = list.devices.some((listed) => listed.device === device)
        ? await this.#revoking(list, device)
        : ({ stage: "unlisted" } as const);
      await db.transact(async (tx) => removalTable.put(tx, [device], record));
    }
    if ((await removalTable.get(db, device))?.stage !== "listed") return;
    await this.#parts.lists.refresh(keys.self.account);
    await this.#parts.packages.publishAnew();
  }

  /** False when another entry was first; then nothing has happened. */
  async #append(device: string): Promise<boolean> {
    const { db, wire, keys } = this.#context;
    const { entry, accountKey, identity } = (await removalTable.get(db, device)) ?? {};
    if (entry === undefined || accountKey === undefined || identity === undefined) return true;
    try {
      await wire.ask("set", appendDeviceListEntry(entry));
    } catch (error) {
      if (!isCondition(error, "conflict")) {
        // Refused: it has not happened, and is not tried behind the person's back later.
        if (error instanceof StanzaError) await db.transact(async (tx) => removalTable.delete(tx, device));
        throw error;
      }
      if (!(await this.#parts.lists.contains(keys.self.account, entry))) return false;
    }
    await db.transact(async (tx) => {
      keys.put(tx, { ...keys.self, accountKey, identity });
      removalTable.put(tx, [device], { stage: "listed" });
      await suspectRosters(this.#context, tx, keys.self.account, true);
    });
    return true;
  }

  /** Every group is given its commit; one that cannot have it now keeps its mark and is tended later. */
  async #groups(): Promise<void> {
    const { db, wire, clock } = this.#context;
    const end = clock() + GROUPS_MS;
    for (;;) {
      const left = (await rosterTable.list(db)).filter(({ row }) => row.removal);
      if (left.length === 0 || clock() > end) return;
      if (!wire.ready) throw new ConnectionLostError("the connection was lost");
      for (const { key } of left) await this.#parts.repairs.tend(key);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #ownList(): Promise<DeviceList> {
    const pin = await this.#parts.lists.refresh(this.#context.keys.self.account);
    if (pin === undefined)
      throw new ClientError("unknown_account", "The server has no list of your devices.");
    return decodeDeviceList(pin.entry);
  }
}
