import { describe, expect, test } from "bun:test";
import { acceptAll, emptyPskIndex, processMessage, processPrivateMessage } from "ts-mls";
import { nextEpochContext } from "ts-mls/clientState.js";
import { initializeEpoch } from "ts-mls/keySchedule.js";
import { addMembers, changeMembers, processCommit, removeMembers, update } from "../src/index.ts";
import { decodeMessage } from "../src/mls/message.ts";
import { unwrap, wrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

describe("rule 1: a removed member cannot decrypt", () => {
  test("what is said after the commit that removes it", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob, carol);
    const before = bob.state;
    const pending = await removeMembers(alice.state, [1]);
    const processed = await processCommit(bob.state, pending.commit, everyone);
    expect(processed.selfRemoved).toBe(true);
    expect(processed.state.active).toBe(false);
    await accept(alice, pending, [carol]);
    const message = await alice.say("without bob");
    expect(await carol.hear(message)).toBe("alice/phone: without bob");

    bob.state = processed.state;
    expect((await refusal(bob.hear(message))).name).toBe("RemovedError");
    bob.state = before;
    expect((await refusal(bob.hear(message))).name).toBe("FutureEpochError");
  });

  test("even when it lets ts-mls apply the commit without this package's guards", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob, carol);
    const pending = await removeMembers(alice.state, [1]);
    const commit = decodeMessage(pending.commit, "mls_public_message");
    const applied = await processMessage(commit, unwrap(bob.state), emptyPskIndex, acceptAll, await suite());
    await accept(alice, pending, [carol]);
    const { privateMessage } = decodeMessage(await alice.say("without bob"), "mls_private_message");
    for (const state of [applied.newState, unwrap(bob.state)]) {
      const forged = { ...privateMessage, epoch: state.groupContext.epoch };
      for (const message of [privateMessage, forged])
        await refusal(processPrivateMessage(state, message, emptyPskIndex, await suite()));
    }
  });

  test("nor what is said after the next commit", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob, carol);
    bob.state = await (async () => {
      const pending = await removeMembers(alice.state, [1]);
      const left = (await processCommit(bob.state, pending.commit, everyone)).state;
      await accept(alice, pending, [carol]);
      return left;
    })();
    const next = await update(carol.state);
    expect((await refusal(processCommit(bob.state, next.commit, everyone))).name).toBe("RemovedError");
    await accept(carol, next, [alice]);
    expect((await refusal(bob.hear(await carol.say("still without")))).name).toBe("RemovedError");
  });

  test("a member whose leaf the same commit gives to another learns that it is out", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob);
    const keyPackage = await carol.keyPackage();
    const change = { remove: [1], add: [keyPackage.keyPackage] };
    const pending = await changeMembers(alice.state, change, everyone);
    const processed = await processCommit(bob.state, pending.commit, everyone);
    expect([processed.selfRemoved, processed.state.active]).toEqual([true, false]);
    await accept(alice, pending, [], [{ person: carol, keyPackage }]);
    expect(carol.state.ownLeaf).toBe(1);
    bob.state = processed.state;
    expect((await refusal(bob.hear(await alice.say("not to bob")))).name).toBe("RemovedError");
  });

  test("a member removed from a group of two cannot compute the next epoch", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob);
    const spy = unwrap(bob.state);
    const removal = await removeMembers(alice.state, [1]);
    await accept(alice, removal, []);
    // Bob knows the old init secret. Were the commit secret zeros, it would be all he lacked.
    const forged = decodeMessage(removal.commit, "mls_public_message").publicMessage;
    const { content } = forged;
    if (content.contentType !== "commit") throw new Error("not a commit");
    const cs = await suite();
    const context = await nextEpochContext(
      spy.groupContext,
      "mls_public_message",
      content as Parameters<typeof nextEpochContext>[2],
      forged.auth.signature,
      unwrap(alice.state).groupContext.treeHash,
      spy.confirmationTag,
      cs.hash,
    );
    expect(context).toEqual(unwrap(alice.state).groupContext);
    const zeros = new Uint8Array(cs.kdf.size);
    const guess = await initializeEpoch(spy.keySchedule.initSecret, zeros, context, zeros, cs.kdf);
    expect(guess.keySchedule.initSecret).not.toEqual(unwrap(alice.state).keySchedule.initSecret);

    const keyPackage = await carol.keyPackage();
    const pending = await addMembers(alice.state, [keyPackage.keyPackage], everyone);
    await accept(alice, pending, [], [{ person: carol, keyPackage }]);
    expect(await carol.hear(await alice.say("hello"))).toBe("alice/phone: hello");
    bob.state = wrap(spy);
    await refusal(bob.hear(await alice.say("hello again")));
  });
});
