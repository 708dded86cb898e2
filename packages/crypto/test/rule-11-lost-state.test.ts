import { describe, expect, test } from "bun:test";
import { decodeGroupState, encodeGroupState, exportGroupInfo, joinExternal, update } from "../src/index.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

describe("rule 11: lost or stale state heals by an external commit with the same device key", () => {
  test("a device restored from an old backup comes back", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob, carol);
    const backup = encodeGroupState(bob.state);
    for (let i = 0; i < 6; i++) await accept(alice, await update(alice.state), [bob, carol]);
    const missed = await alice.say("missed");
    bob.state = decodeGroupState(backup, bob.identity);
    expect((await refusal(bob.hear(missed))).name).toBe("FutureEpochError");
    const pending = await joinExternal(bob.identity, await exportGroupInfo(alice.state), everyone);
    await accept(bob, { ...pending, epoch: bob.state.epoch }, [alice, carol]);
    expect(await bob.hear(await carol.say("hello again"))).toBe("carol/phone: hello again");
    expect(await alice.hear(await bob.say("I am back"))).toBe("bob/phone: I am back");
    expect((await refusal(bob.hear(missed))).name).toBe("StaleEpochError");
  });

  test("the last leaf of a larger tree comes back into a smaller one", async () => {
    const people = await Promise.all(["a", "b", "c", "d", "e"].map((name) => Person.named(name)));
    const [a, b, c, d, e] = people as [Person, Person, Person, Person, Person];
    await groupOf(a, b, c, d, e);
    const pending = await joinExternal(e.identity, await exportGroupInfo(b.state), everyone);
    await accept(e, pending, [a, b, c, d]);
    expect(e.state.ownLeaf).toBe(4);
    for (const person of [a, b, c, d]) expect(await person.hear(await e.say("here"))).toBe("e/phone: here");
  });

  test("the only member cannot come back to nobody", async () => {
    const alice = await Person.named("alice");
    await groupOf(alice);
    const error = await refusal(joinExternal(alice.identity, await exportGroupInfo(alice.state), everyone));
    expect(error.name).toBe("MembershipError");
  });
});
