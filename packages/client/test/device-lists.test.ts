import { beforeAll, describe, expect, test } from "bun:test";
import {
  type AccountKey,
  addDevice,
  createDeviceIdentity,
  type DeviceIdentity,
  type DeviceList,
  encodeDeviceIdentity,
  exportAccountKey,
  generateAccountKey,
  listedDevice,
  revokeDevice,
  startDeviceList,
} from "@culver/crypto";
import { type AccountId, deviceList, directConversation } from "@culver/protocol";
import { DeviceLists } from "../src/contacts/device-lists.ts";
import { MessageLog } from "../src/conversations/message-log.ts";
import { Changes } from "../src/core/changes.ts";
import type { Context } from "../src/core/context.ts";
import { DeviceKeys } from "../src/core/device-keys.ts";
import { Faults } from "../src/core/faults.ts";
import { Serial } from "../src/core/serial.ts";
import { MemoryStore } from "../src/index.ts";
import { contactTable } from "../src/records/contact-record.ts";
import { conversationTable, newConversation } from "../src/records/conversation-record.ts";
import { liveGroupTable, rosterTable } from "../src/records/group-record.ts";
import { messageTable } from "../src/records/message-record.ts";
import { Database } from "../src/store/database.ts";

const SELF = "aaaaaaaaaaaaaaaa" as AccountId;
const PEER = "bbbbbbbbbbbbbbbb" as AccountId;
const CHAT = directConversation(SELF, PEER);

interface Party {
  readonly key: AccountKey;
  readonly identity: DeviceIdentity;
  readonly first: DeviceList;
}

async function party(account: string): Promise<Party> {
  const key = await generateAccountKey();
  const identity = await createDeviceIdentity(account, "1", key);
  return { key, identity, first: await startDeviceList(identity, key, 1) };
}

/** A list with a second device, and that one revoked again under a new key. */
async function grownAndRotated({ key, identity, first }: Party) {
  const second = await createDeviceIdentity(identity.account, "2", key);
  const grown = await addDevice(first, key, listedDevice(second, 2));
  return { grown, rotated: await revokeDevice(grown, key, await generateAccountKey(), "2") };
}

let self: Party;
let peer: Party;
beforeAll(async () => {
  self = await party(SELF);
  peer = await party(PEER);
});

/** Device lists behind a server that answers whatever it is told to. */
async function world() {
  const db = new Database(new MemoryStore());
  const keys = new DeviceKeys(db);
  const changes = new Changes(db, () => undefined);
  let served: readonly DeviceList[] = [];
  let of: AccountId = PEER;
  const context: Context = {
    db,
    keys,
    changes,
    faults: new Faults(),
    jobs: new Serial(),
    clock: () => 1_000,
    log: () => undefined,
    wire: {
      ready: true,
      send: () => true,
      ask: async () => deviceList({ account: of, entries: served.map(({ bytes }) => bytes) }),
    },
  };
  await db.transact(async (tx) => {
    keys.put(tx, {
      stage: "published",
      account: SELF,
      device: "1",
      token: "t",
      number: "+447700900001",
      domain: "example.org",
      name: "Ada",
      accountKey: exportAccountKey(self.key),
      identity: encodeDeviceIdentity(self.identity),
    });
    contactTable.put(tx, [PEER], {
      account: PEER,
      number: "+447700900002",
      numberKey: peer.key.publicKey,
      verified: true,
      blocked: false,
    });
    conversationTable.put(tx, [CHAT], newConversation(CHAT, PEER, 1));
    liveGroupTable.put(tx, [CHAT], { group: "AAAA" });
  });
  const lists = new DeviceLists(context, new MessageLog(changes));
  const refresh = (account: AccountId, ...entries: readonly DeviceList[]) => {
    of = account;
    served = entries;
    return lists.refresh(account);
  };
  const notices = async () =>
    (await messageTable.rows(db, CHAT)).map(({ body }) => body.kind === "notice" && body.notice.type);
  return { db, context, lists, refresh, notices };
}

describe("a peer's device list", () => {
  test("grown: a notice, and the group is looked at; rotated by the old key: no alarm, still verified", async () => {
    const { db, refresh, notices } = await world();
    const { grown, rotated } = await grownAndRotated(peer);
    await refresh(PEER, peer.first);
    await refresh(PEER, peer.first, grown);
    expect(await notices()).toEqual(["device-added"]);
    expect(await rosterTable.get(db, CHAT)).toMatchObject({ removal: false });
    await refresh(PEER, peer.first, grown, rotated);
    expect(await notices()).toEqual(["device-added"]);
    // Nothing is encrypted for the group before the revoked device is out of it.
    expect(await rosterTable.get(db, CHAT)).toMatchObject({ removal: true });
    const contact = await contactTable.get(db, PEER);
    expect(contact).toMatchObject({ verified: true, numberKey: rotated.accountKey });
  });

  test("under a key that nothing leads to: the alarm, no longer verified, nothing of before sent again", async () => {
    const { db, refresh, notices } = await world();
    await refresh(PEER, peer.first);
    const other = await party(PEER);
    await refresh(PEER, other.first);
    expect(await notices()).toEqual(["account-key-changed"]);
    expect((await contactTable.get(db, PEER))?.verified).toBe(false);
    expect((await conversationTable.get(db, CHAT))?.resendFrom).toBe(1);
  });

  test("older, forked or of somebody else: refused and counted, the pin stays", async () => {
    const { context, lists, refresh, notices } = await world();
    const { grown } = await grownAndRotated(peer);
    const fork = (await grownAndRotated(peer)).grown;
    await refresh(PEER, peer.first, grown);
    const pin = await lists.pinned(PEER);
    await expect(refresh(PEER, peer.first)).rejects.toMatchObject({ name: "DeviceListError" });
    await expect(refresh(PEER, peer.first, fork)).rejects.toMatchObject({ name: "DeviceListError" });
    await expect(refresh(PEER, peer.first, grown, fork)).rejects.toMatchObject({ name: "DeviceListError" });
    expect(context.faults.snapshot()).toEqual({ "device-list-fork": 3 });
    await expect(refresh(PEER, self.first)).rejects.toMatchObject({ reason: "account" });
    expect(await lists.pinned(PEER)).toEqual(pin);
    expect(await notices()).toEqual([]);
  });
});

describe("the own device list", () => {
  test("made up by the server is never pinned, first seen or later", async () => {
    const { context, lists, refresh } = await world();
    const forged = await party(SELF);
    await expect(refresh(SELF, forged.first)).rejects.toMatchObject({ reason: "rotation" });
    expect(await lists.pinned(SELF)).toBeUndefined();
    await refresh(SELF, self.first);
    await expect(refresh(SELF, forged.first)).rejects.toMatchObject({ reason: "rotation" });
    const { identity, key } = forged;
    expect(await lists.authorises(SELF, "1", identity.signature.publicKey, key.publicKey)).toBe(false);
    expect(context.faults.snapshot()).toEqual({ "device-list-fork": 2 });
  });

  test("rotated by another device of the account, from this one's key, is followed", async () => {
    const { lists, refresh } = await world();
    const { grown, rotated } = await grownAndRotated(self);
    await refresh(SELF, self.first, grown, rotated);
    expect((await lists.pinned(SELF))?.version).toBe(3);
  });
});
