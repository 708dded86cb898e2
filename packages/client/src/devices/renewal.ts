import { type Credential, CryptoError, encodeDeviceIdentity, verifyCredential } from "@culver/crypto";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { suspectRosters } from "../groups/suspect-rosters.ts";
import { givenCredentialTable } from "../records/device-record.ts";
import type { KeyPackages } from "../registration/key-packages.ts";
import type { Transaction } from "../store/transaction.ts";

/**
 * Takes over the credential that another device of the account has made for this one after it has rotated the account key.
 * Whoever sends it: it counts when it is for this device's keys, under the key of the account's own list.
 */
export class Renewal {
  readonly #context: Context;
  readonly #lists: DeviceLists;
  readonly #packages: KeyPackages;

  constructor(context: Context, lists: DeviceLists, packages: KeyPackages) {
    this.#context = context;
    this.#lists = lists;
    this.#packages = packages;
  }

  given(tx: Transaction, credential: Uint8Array): void {
    givenCredentialTable.put(tx, ["device"], credential);
    tx.afterCommit(() => {
      this.run().catch(() => this.#context.log("renewal.waits"));
    });
  }

  /** Also when the mailbox is drained, for what an earlier run did not end. Throws StanzaError, ConnectionLostError. */
  run(): Promise<void> {
    return this.#context.jobs.run(async () => {
      const { db } = this.#context;
      const bytes = await givenCredentialTable.get(db, "device");
      if (bytes === undefined) return;
      if (await this.#adopt(bytes)) await this.#packages.publishAnew();
      await db.transact(async (tx) => givenCredentialTable.delete(tx, "device"));
    });
  }

  /** False when it is not to be believed. */
  async #adopt(bytes: Uint8Array): Promise<boolean> {
    const { keys, db } = this.#context;
    const identity = await keys.identity();
    const credential = await read(bytes);
    const { account, device, signature } = identity;
    if (credential?.account !== account || credential.device !== device) return false;
    if (!sameBytes(credential.signatureKey, signature.publicKey)) return false;
    const pin = await this.#lists.refresh(account);
    if (pin === undefined || !sameBytes(pin.accountKey, credential.accountKey)) return false;
    if (sameBytes(identity.accountKey, credential.accountKey)) return true;
    const renewed = { ...identity, accountKey: credential.accountKey, credential: bytes };
    await db.transact(async (tx) => {
      // The old key is no key of the account any more, and the new one is with the device that made it.
      const { accountKey: _old, ...self } = keys.self;
      keys.put(tx, { ...self, identity: encodeDeviceIdentity(renewed) });
      await suspectRosters(this.#context, tx, account, false);
    });
    return true;
  }
}

async function read(bytes: Uint8Array): Promise<Credential | undefined> {
  try {
    return await verifyCredential(bytes);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
