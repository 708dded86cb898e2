import {
  type DeviceList,
  DeviceListError,
  decodeDeviceList,
  listAuthorises,
  verifyDeviceListChain,
} from "@culver/crypto";
import { deviceListRequest, directConversation, parseDeviceList } from "@culver/protocol";
import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { isCondition } from "../groups/server-group.ts";
import { suspectRosters } from "../groups/suspect-rosters.ts";
import {
  type ContactRecord,
  contactTable,
  directoryTable,
  type PinRecord,
  pinTable,
} from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** The verified device lists of accounts, pinned on first use. */
export class DeviceLists {
  readonly #context: Context;
  readonly #log: MessageLog;
  /** Called when an account's key is another than the pinned one. */
  onAccountKeyChanged: (account: string) => void = () => undefined;
  /** Called when devices have come or gone: groups may have to follow. */
  onDevicesChanged: () => void = () => undefined;

  constructor(context: Context, log: MessageLog) {
    this.#context = context;
    this.#log = log;
  }

  async pinned(account: string): Promise<PinRecord | undefined> {
    return pinTable.get(this.#context.db, account);
  }

  /** Whether the account's pinned list names this device with these keys. Never asks the server. */
  async authorises(
    account: string,
    device: string,
    signatureKey: Uint8Array,
    accountKey: Uint8Array,
  ): Promise<boolean> {
    const pin = await this.pinned(account);
    if (pin === undefined) return false;
    return listAuthorises(await decodeDeviceList(pin.entry), { account, device, signatureKey, accountKey });
  }

  /**
   * Fetches the account's list and pins its newest entry; undefined when the server has none. A chain that does not
   * continue the pinned one is a number registered anew: announced in the chat. Throws DeviceListError when the server shows
   * an older or forked chain under the same first key.
   */
  async refresh(account: string): Promise<PinRecord | undefined> {
    const entries = await this.#fetch(account);
    const [first] = entries;
    if (first === undefined) return undefined;
    const pin = await this.pinned(account);
    const firstKey = (await decodeDeviceList(first)).accountKey;
    const anew = pin === undefined || !sameBytes(pin.firstKey, firstKey);
    const list = anew ? await verifyDeviceListChain(entries) : await this.#follow(account, pin, entries);
    if (list.account !== account) throw new DeviceListError("account", "the list is another account's");
    if (account === this.#context.keys.self.account) await this.#requireOwnKey(entries);
    const record: PinRecord = {
      version: list.version,
      hash: list.hash,
      accountKey: list.accountKey,
      entry: list.bytes,
      firstKey,
    };
    if (pin === undefined || !sameBytes(pin.hash, record.hash))
      await this.#context.db.transact((tx) => this.#pin(tx, account, pin, record, list));
    return record;
  }

  /** Whether the server has this very entry in the account's list. */
  async contains(account: string, entry: Uint8Array): Promise<boolean> {
    return (await this.#fetch(account)).some((other) => sameBytes(other, entry));
  }

  async #fetch(account: string): Promise<readonly Uint8Array[]> {
    try {
      const answer = await this.#context.wire.ask("get", deviceListRequest(account));
      return answer === undefined ? [] : parseDeviceList(answer).entries.map((entry) => entry.slice());
    } catch (error) {
      if (isCondition(error, "item-not-found")) return [];
      throw error;
    }
  }

  /**
   * The own list holds, or has come by signed rotations from, this device's own account key. Otherwise a server could make
   * up a device of this account and have it let into every group.
   */
  async #requireOwnKey(entries: readonly Uint8Array[]): Promise<void> {
    const { accountKey } = await this.#context.keys.identity();
    for (const entry of entries)
      if (sameBytes((await decodeDeviceList(entry)).accountKey, accountKey)) return;
    this.#context.faults.count("device-list-fork");
    throw new DeviceListError("rotation", "the own list does not come from the own account key");
  }

  async #follow(account: string, pin: PinRecord, entries: readonly Uint8Array[]): Promise<DeviceList> {
    try {
      const { devices } = await decodeDeviceList(pin.entry);
      return await verifyDeviceListChain(entries.slice(pin.version - 1), { ...pin, account, devices });
    } catch (error) {
      this.#context.faults.count("device-list-fork");
      throw error;
    }
  }

  async #pin(
    tx: Transaction,
    account: string,
    before: PinRecord | undefined,
    after: PinRecord,
    list: DeviceList,
  ): Promise<void> {
    pinTable.put(tx, [account], after);
    const contact = await contactTable.get(tx, account);
    if (contact !== undefined) this.#context.changes.contact(tx, account);
    if (before === undefined) return;
    if (!sameBytes(before.firstKey, after.firstKey)) return this.#registeredAnew(tx, account, contact);
    const { grown, shrunk } = await compareDevices(before, list);
    if (grown || shrunk) {
      await suspectRosters(this.#context, tx, account, shrunk);
      tx.afterCommit(() => this.onDevicesChanged());
    }
    if (!sameBytes(before.accountKey, after.accountKey)) this.#rotated(tx, account, contact, before, after);
    if (grown) await this.#noticeGrowth(tx, account);
  }

  /** The chain is another: who holds the number now is perhaps somebody else. */
  async #registeredAnew(tx: Transaction, account: string, contact: ContactRecord | undefined): Promise<void> {
    const self = this.#context.keys.self.account;
    if (account === self) return;
    if (contact !== undefined) contactTable.put(tx, [account], { ...contact, verified: false });
    // The number was confirmed for the old key only.
    if (contact?.number !== undefined) directoryTable.delete(tx, contact.number);
    tx.afterCommit(() => this.onAccountKeyChanged(account));
    const conversation = await conversationTable.get(tx, directConversation(account, self));
    if (conversation === undefined) return;
    // What was written to the holder of the old key is never sent again to the holder of the new one.
    const resendFrom = conversation.nextPosition;
    const notice = { type: "account-key-changed", account } as const;
    // The holder of the new key has not been told who writes to them.
    const anew = { ...conversation, resendFrom, answered: false };
    appendNotice(this.#context, this.#log, tx, anew, notice);
  }

  /** The old key has signed the new one: the same person, without a device they have removed. */
  #rotated(
    tx: Transaction,
    account: string,
    contact: ContactRecord | undefined,
    before: PinRecord,
    after: PinRecord,
  ): void {
    if (contact?.number === undefined) return;
    directoryTable.delete(tx, contact.number);
    if (contact.numberKey !== undefined && sameBytes(contact.numberKey, before.accountKey))
      contactTable.put(tx, [account], { ...contact, numberKey: after.accountKey });
  }

  async #noticeGrowth(tx: Transaction, account: string): Promise<void> {
    const self = this.#context.keys.self.account;
    if (account === self) return;
    const conversation = await conversationTable.get(tx, directConversation(account, self));
    if (conversation === undefined) return;
    // The new device has not been told who writes to it.
    const { toldName: _told, ...untold } = conversation;
    appendNotice(this.#context, this.#log, tx, untold, { type: "device-added", account });
  }
}

async function compareDevices(
  before: PinRecord,
  { devices }: DeviceList,
): Promise<{ readonly grown: boolean; readonly shrunk: boolean }> {
  const old = (await decodeDeviceList(before.entry)).devices.map(({ device }) => device);
  const now = new Set(devices.map(({ device }) => device));
  const shrunk = old.some((device) => !now.has(device));
  return { grown: devices.some(({ device }) => !old.includes(device)), shrunk };
}
