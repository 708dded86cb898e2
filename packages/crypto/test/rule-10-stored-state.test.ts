import { describe, expect, test } from "bun:test";
import {
  addMembers,
  adopt,
  createGroup,
  decodeGroupState,
  decrypt,
  encodeGroupState,
  encodeMessageBlob,
  encrypt,
  epochBlobChanged,
  exportRoster,
  type GroupState,
  removeMembers,
  update,
} from "../src/index.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

const hello = new TextEncoder().encode("hello");

/** What a device does at every step: store, crash, load. */
function reload(person: Person): void {
  person.state = decodeGroupState(encodeGroupState(person.state), person.identity);
}

describe("rule 10: state is stored apart from its tree", () => {
  test("a conversation goes on over a crash after every message and commit", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob, carol);
    const people = [alice, bob, carol];
    for (let round = 0; round < 6; round++) {
      const late = await carol.say("late");
      for (const person of people) reload(person);
      await accept(alice, await update(alice.state), [bob, carol]);
      for (const person of people) reload(person);
      expect(await bob.hear(late)).toBe("carol/phone: late");
      reload(bob);
      expect((await refusal(bob.hear(late))).name).toBe("DuplicateMessageError");
      const message = await alice.say("now");
      expect(await carol.hear(message)).toBe("alice/phone: now");
      reload(carol);
      expect((await refusal(carol.hear(message))).name).toBe("DuplicateMessageError");
    }
  });

  test("skipped generations survive, read ones are erased", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const said = [await alice.say("0"), await alice.say("1"), await alice.say("2")] as const;
    await bob.hear(said[2]);
    reload(bob);
    expect(await bob.hear(said[0])).toBe("alice/phone: 0");
    reload(bob);
    expect((await refusal(bob.hear(said[0]))).name).toBe("DuplicateMessageError");
    expect(await bob.hear(said[1])).toBe("alice/phone: 1");
  });

  test("the epoch blob changes with the epoch or a past one, not with a message", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const blobs = encodeGroupState(alice.state);
    const late = await bob.say("late");
    const sent = await encrypt(alice.state, hello);
    const read = await decrypt(sent.state, await bob.say("now"));
    expect(epochBlobChanged(alice.state, read.state)).toBe(false);
    expect(encodeGroupState(read.state).epochBlob).toEqual(blobs.epochBlob);
    expect(encodeMessageBlob(read.state)).not.toEqual(blobs.messageBlob);
    const restored = decodeGroupState(
      { epochBlob: blobs.epochBlob, messageBlob: encodeMessageBlob(read.state) },
      alice.identity,
    );
    expect(exportRoster(restored)).toEqual(exportRoster(alice.state));
    const moved = adopt(restored, await update(restored));
    expect(epochBlobChanged(restored, moved)).toBe(true);
    expect(epochBlobChanged(moved, (await decrypt(moved, late)).state)).toBe(true);
  });

  test("blobs of two epochs, and broken ones, are refused", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    const before = encodeGroupState(alice.state);
    const after = encodeGroupState(adopt(alice.state, await update(alice.state)));
    const mixed = { epochBlob: after.epochBlob, messageBlob: before.messageBlob };
    expect(() => decodeGroupState(mixed, alice.identity)).toThrow("two different epochs");
    for (const cut of [0, 1, 40, before.epochBlob.length - 1]) {
      const blobs = { ...before, epochBlob: before.epochBlob.slice(0, cut) };
      expect(
        await refusal(Promise.resolve().then(() => decodeGroupState(blobs, alice.identity))),
      ).toHaveProperty("name", "StateError");
    }
  });

  test("a removed device's state is stored as such", async () => {
    const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
    await groupOf(alice, bob);
    await accept(alice, await removeMembers(alice.state, [1]), [bob]);
    reload(bob);
    expect(bob.inGroup).toBe(false);
    expect((await refusal(encrypt(bob.state, hello))).name).toBe("RemovedError");
  });

  test("at 100 members a message writes less than 20 KB", async () => {
    const alice = await Person.named("alice");
    const packages: Uint8Array[] = [];
    for (let i = 1; i < 100; i++)
      packages.push((await (await Person.named(`account-${i}`)).keyPackage()).keyPackage);
    const group = await createGroup(alice.identity);
    const state: GroupState = adopt(group, await addMembers(group, packages, everyone));
    const { epochBlob, messageBlob } = encodeGroupState((await encrypt(state, hello)).state);
    expect(messageBlob.length).toBeLessThan(20_000);
    expect(epochBlob.length).toBeGreaterThan(messageBlob.length);
  }, 30_000);
});
