import { describe, expect, test } from "bun:test";
import { signEntry } from "../src/device-list/entry.ts";
import {
  type AccountKey,
  addDevice,
  createDeviceIdentity,
  type DeviceIdentity,
  type DeviceList,
  DeviceListError,
  decodeDeviceList,
  generateAccountKey,
  listAuthorises,
  listedDevice,
  pinOf,
  revokeDevice,
  startDeviceList,
  verifyCredential,
  verifyDeviceListChain,
} from "../src/index.ts";
import { refusal } from "./support/people.ts";

interface Chain {
  readonly keys: readonly [AccountKey, AccountKey];
  readonly phone: DeviceIdentity;
  readonly tablet: DeviceIdentity;
  readonly lists: readonly [DeviceList, DeviceList, DeviceList];
}

/** Phone; phone and tablet; phone alone, under a new account key. */
async function chain(): Promise<Chain> {
  const keys: [AccountKey, AccountKey] = [await generateAccountKey(), await generateAccountKey()];
  const phone = await createDeviceIdentity("alice", "phone", keys[0]);
  const tablet = await createDeviceIdentity("alice", "tablet", keys[0]);
  const first = await startDeviceList(phone, keys[0], 1_700_000_000_000);
  const second = await addDevice(first, keys[0], listedDevice(tablet, 1_700_000_001_000));
  const third = await revokeDevice(second, keys[0], keys[1], "tablet");
  return { keys, phone, tablet, lists: [first, second, third] };
}

async function reason(promise: Promise<unknown>): Promise<string> {
  const error = await refusal(promise);
  expect(error).toBeInstanceOf(DeviceListError);
  return (error as DeviceListError).reason;
}

describe("device lists", () => {
  test("a chain verifies from its start and from any pinned entry", async () => {
    const { lists } = await chain();
    const bytes = lists.map((list) => list.bytes);
    expect(await verifyDeviceListChain(bytes)).toEqual(lists[2]);
    expect(await verifyDeviceListChain(bytes.slice(1), pinOf(lists[0]))).toEqual(lists[2]);
    expect(await verifyDeviceListChain(bytes.slice(1), pinOf(lists[1]))).toEqual(lists[2]);
    expect(await verifyDeviceListChain(bytes.slice(2), pinOf(lists[1]))).toEqual(lists[2]);
    expect(await decodeDeviceList(lists[1].bytes)).toEqual(lists[1]);
  });

  test("a list authorises its devices under its key only", async () => {
    const { lists, phone, tablet } = await chain();
    const [onPhone, onTablet] = [
      await verifyCredential(phone.credential),
      await verifyCredential(tablet.credential),
    ];
    expect(listAuthorises(lists[1], onTablet)).toBe(true);
    expect(listAuthorises(lists[2], onTablet)).toBe(false);
    expect(listAuthorises(lists[2], onPhone)).toBe(false);
    expect(listAuthorises(lists[2], { ...onPhone, accountKey: lists[2].accountKey })).toBe(true);
    expect(listAuthorises(lists[1], { ...onPhone, signatureKey: onTablet.signatureKey })).toBe(false);
  });

  test("a chain that is not one is refused", async () => {
    const { lists, keys } = await chain();
    const [first, second, third] = lists.map((list) => list.bytes) as [Uint8Array, Uint8Array, Uint8Array];
    expect(await reason(verifyDeviceListChain([]))).toBe("empty");
    expect(await reason(verifyDeviceListChain([second, third]))).toBe("version");
    expect(await reason(verifyDeviceListChain([first, third]))).toBe("version");
    expect(await reason(verifyDeviceListChain([first], pinOf(lists[1])))).toBe("version");
    const fork = await addDevice(lists[0], keys[0], {
      ...listedDevice((await chain()).tablet, 1),
      device: "other",
    });
    expect(await reason(verifyDeviceListChain([fork.bytes, third]))).toBe("version");
    expect(await reason(verifyDeviceListChain([first, fork.bytes, third]))).toBe("hash");
    expect(await reason(verifyDeviceListChain([fork.bytes], pinOf(lists[1])))).toBe("hash");
    const stranger = await chain();
    expect(await reason(verifyDeviceListChain([first, stranger.lists[1].bytes]))).toBe("hash");
  });

  test("a revocation without both keys is refused", async () => {
    const { lists, keys } = await chain();
    const [first, second, third] = lists;
    const before = [first.bytes, second.bytes];
    const stolen = signEntry({ ...third, accountKey: keys[1].publicKey }, keys[1].privateKey);
    expect(await reason(verifyDeviceListChain([...before, stolen.bytes]))).toBe("rotation");
    const wrongOld = signEntry(third, keys[1].privateKey, keys[1].privateKey);
    expect(await reason(verifyDeviceListChain([...before, wrongOld.bytes]))).toBe("rotation");
    const unrotated = signEntry({ ...third, accountKey: keys[0].publicKey }, keys[0].privateKey);
    expect(await reason(verifyDeviceListChain([...before, unrotated.bytes]))).toBe("rotation");
    expect(await reason(verifyDeviceListChain([unrotated.bytes], pinOf(second)))).toBe("rotation");
    expect(await reason(verifyDeviceListChain([...before, signEntry(third, keys[0].privateKey).bytes]))).toBe(
      "signature",
    );
  });

  test("edits that break a rule are refused", async () => {
    const { lists, keys, phone, tablet } = await chain();
    const [first, second] = lists;
    expect(await reason(addDevice(second, keys[0], listedDevice(tablet, 1)))).toBe("duplicate-device");
    expect(await reason(addDevice(second, keys[0], { ...listedDevice(phone, 1), device: "new" }))).toBe(
      "duplicate-device",
    );
    expect(await reason(addDevice(second, keys[1], listedDevice(tablet, 1)))).toBe("signature");
    expect(await reason(revokeDevice(second, keys[0], keys[1], "watch"))).toBe("unknown-device");
    expect(await reason(revokeDevice(first, keys[0], keys[1], "phone"))).toBe("empty");
    expect(await reason(revokeDevice(second, keys[0], keys[0], "tablet"))).toBe("rotation");
  });

  test("no flipped bit goes unseen", async () => {
    const { lists } = await chain();
    const bytes = lists[2].bytes;
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await reason(verifyDeviceListChain([lists[0].bytes, lists[1].bytes, flipped]));
    }
  });
});
