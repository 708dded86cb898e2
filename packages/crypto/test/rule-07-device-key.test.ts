import { describe, expect, test } from "bun:test";
import {
  createDeviceIdentity,
  decodeGroupState,
  encodeGroupState,
  exportGroupInfo,
  exportRoster,
  joinExternal,
  processCommit,
} from "../src/index.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";

function contains(haystack: Uint8Array, needle: Uint8Array): boolean {
  return haystack.some((_, at) => needle.every((byte, i) => haystack[at + i] === byte));
}

describe("rule 7: the device key outlives the group state", () => {
  test("coming back with another key is refused, where ts-mls would never return", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const rekeyed = await createDeviceIdentity("bob", "phone", bob.accountKey);
    const error = await refusal(joinExternal(rekeyed, await exportGroupInfo(alice.state), everyone));
    expect(error.name).toBe("DeviceKeyMismatchError");
  });

  test("coming back with the same key replaces the old leaf", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const pending = await joinExternal(bob.identity, await exportGroupInfo(alice.state), everyone);
    expect(pending.removed.map(({ leaf }) => leaf)).toEqual([1]);
    const processed = await processCommit(alice.state, pending.commit, everyone);
    expect(processed.removed.map(({ account }) => account)).toEqual(["bob"]);
    expect(processed.added.map(({ account }) => account)).toEqual(["bob"]);
    expect(exportRoster(processed.state)).toHaveLength(2);
    alice.state = processed.state;
    bob.state = pending.next;
    expect(await alice.hear(await bob.say("back"))).toBe("bob/phone: back");
  });

  test("the stored state holds no signature key and fits no other device", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const blobs = encodeGroupState(alice.state);
    for (const blob of [blobs.epochBlob, blobs.messageBlob])
      expect(contains(blob, alice.identity.signature.privateKey)).toBe(false);
    expect(() => decodeGroupState(blobs, bob.identity)).toThrow("another device");
  });
});
