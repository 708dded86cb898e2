import {
  CryptoError,
  FutureEpochError,
  joinFromWelcome,
  processCommit,
  StaleEpochError,
  UnauthorisedDeviceError,
  WrongGroupError,
} from "@culver/crypto";
import { parseWelcome } from "@culver/crypto/handshake";
import type { MlsMessage } from "@culver/protocol";
import { StanzaError, toBase64Url } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import { requireConversation } from "../conversations/conversation-rows.ts";
import type { Context } from "../core/context.ts";
import { groupTable, repairTable } from "../records/group-record.ts";
import { type KeyPackageRecord, keyPackageTable } from "../records/self-record.ts";
import { authoriserFor } from "./authorise.ts";
import type { GroupStates } from "./group-states.ts";
import type { UsableGroups } from "./usable-group.ts";

/**
 * Takes in the commits and Welcomes the server delivers. They may ask the server for device lists, so they run in the
 * device's job queue, outside a transaction. What is not acceptable is counted and leaves the conversation to be repaired;
 * only a lost connection is thrown, so that the stanza comes again.
 */
export class Handshakes {
  readonly #context: Context;
  readonly #states: GroupStates;
  readonly #lists: DeviceLists;
  readonly #usable: UsableGroups;

  constructor(context: Context, states: GroupStates, lists: DeviceLists, usable: UsableGroups) {
    this.#context = context;
    this.#states = states;
    this.#lists = lists;
    this.#usable = usable;
  }

  async takeIn(conversation: string, message: MlsMessage): Promise<void> {
    try {
      if (message.kind === "welcome") await this.#welcome(conversation, message);
      else await this.#commit(conversation, message);
    } catch (error) {
      if (!(error instanceof CryptoError || error instanceof StanzaError)) throw error;
      await this.#refuse(conversation, message, error);
    }
  }

  async #welcome(conversation: string, message: MlsMessage): Promise<void> {
    const { db, keys, clock } = this.#context;
    if ((await this.#states.load(db, message.group)) !== undefined) return;
    const packages = await this.#keyPackages(message.bytes);
    const { state, ref } = await joinFromWelcome(
      await keys.identity(),
      message.bytes,
      packages,
      authoriserFor(this.#lists, conversation),
    );
    // Under another name it could take the place of a group this device is in.
    if (toBase64Url(state.groupId) !== message.group) throw new WrongGroupError("a Welcome of another group");
    const used = toBase64Url(ref);
    await db.transact(async (tx) => {
      if ((await requireConversation(this.#context, tx, conversation)) === undefined) return;
      await this.#states.enter(tx, conversation, state, clock());
      repairTable.delete(tx, conversation);
      // A one-time key that has been used must not be able to open anything again.
      if ((await keyPackageTable.get(tx, used))?.lastResort === false) keyPackageTable.delete(tx, used);
    });
  }

  async #keyPackages(welcome: Uint8Array): Promise<KeyPackageRecord[]> {
    const records = [];
    for (const ref of parseWelcome(welcome).keyPackageRefs) {
      const record = await keyPackageTable.get(this.#context.db, toBase64Url(ref));
      if (record !== undefined) records.push(record);
    }
    return records;
  }

  async #commit(conversation: string, message: MlsMessage): Promise<void> {
    const { db } = this.#context;
    const group = await groupTable.get(db, message.group);
    const before = await this.#states.load(db, message.group);
    // A group this device is not in, or left: nothing to follow.
    if (before === undefined || !before.active || group?.conversation !== conversation) return;
    const { state } = await processCommit(before, message.bytes, authoriserFor(this.#lists, conversation));
    await db.transact(async (tx) => {
      this.#states.save(tx, before, state);
    });
  }

  async #refuse(conversation: string, message: MlsMessage, error: Error): Promise<void> {
    // Delivered again after a crash or a rejoin: known already.
    if (error instanceof StaleEpochError) return;
    const fault = message.kind === "welcome" ? "welcome-failed" : "commit-failed";
    this.#context.faults.count(error instanceof UnauthorisedDeviceError ? "unauthorised-device" : fault);
    this.#context.log("handshake.refused", { kind: message.kind, error: error.name });
    const rejoin = message.kind === "welcome" || error instanceof FutureEpochError;
    await this.#context.db.transact(async (tx) => {
      if ((await requireConversation(this.#context, tx, conversation)) !== undefined)
        await this.#usable.suspect(tx, conversation, rejoin);
    });
  }
}
