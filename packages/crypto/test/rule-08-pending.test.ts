import { describe, expect, test } from "bun:test";
import {
  addMembers,
  adopt,
  decodeGroupState,
  encodeGroupState,
  processCommit,
  update,
} from "../src/index.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

async function three(): Promise<[Person, Person, Person]> {
  const people: [Person, Person, Person] = [
    await Person.named("alice"),
    await Person.named("bob"),
    await Person.named("carol"),
  ];
  await groupOf(...people);
  return people;
}

describe("rule 8: the state from before a commit is kept until the server accepts it", () => {
  test("of two commits at once the loser goes on from the winner's", async () => {
    const [alice, bob, carol] = await three();
    const lost = await update(bob.state);
    const won = await update(alice.state);
    expect(bob.state.epoch).toBe(1n);
    await accept(alice, won, [bob, carol]);
    expect((await refusal(processCommit(carol.state, lost.commit, everyone))).name).toBe("StaleEpochError");
    expect(() => adopt(bob.state, lost)).toThrow("past");
    expect(await bob.hear(await alice.say("one winner"))).toBe("alice/phone: one winner");
    await accept(bob, await update(bob.state), [alice, carol]);
    expect(await carol.hear(await bob.say("again"))).toBe("bob/phone: again");
  });

  test("one's own commit is adopted, not processed", async () => {
    const [alice] = await three();
    const pending = await update(alice.state);
    expect((await refusal(processCommit(alice.state, pending.commit, everyone))).name).toBe("OwnCommitError");
    expect(adopt(alice.state, pending).epoch).toBe(2n);
  });

  test("messages read while a commit waits stay read", async () => {
    const [alice, bob, carol] = await three();
    const pending = await update(alice.state);
    const message = await bob.say("while waiting");
    const late = await carol.say("late");
    expect(await alice.hear(message)).toBe("bob/phone: while waiting");
    await accept(alice, pending, [bob, carol]);
    expect((await refusal(alice.hear(message))).name).toBe("DuplicateMessageError");
    expect(await alice.hear(late)).toBe("carol/phone: late");
  });

  test("a pending commit survives a crash", async () => {
    const [alice, bob, carol] = await three();
    const pending = await update(alice.state);
    const stored = { current: encodeGroupState(alice.state), next: encodeGroupState(pending.next) };
    const current = decodeGroupState(stored.current, alice.identity);
    const next = decodeGroupState(stored.next, alice.identity);
    await accept(alice, pending, [bob, carol]);
    alice.state = adopt(current, { next, epoch: pending.epoch });
    expect(await bob.hear(await alice.say("after the crash"))).toBe("alice/phone: after the crash");
  });

  test("the Welcome comes apart from the commit, and leads to the epoch after it", async () => {
    const [alice] = await three();
    const dave = await Person.named("dave");
    const keyPackage = await dave.keyPackage();
    const pending = await addMembers(alice.state, [keyPackage.keyPackage], everyone);
    expect(pending.welcome).toBeInstanceOf(Uint8Array);
    expect((await update(alice.state)).welcome).toBeUndefined();
    expect([pending.epoch, pending.next.epoch, alice.state.epoch]).toEqual([1n, 2n, 1n]);
  });
});
