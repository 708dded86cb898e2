import { describe, expect, test } from "bun:test";
import { createApplicationMessage } from "ts-mls";
import { encodeFrame } from "../src/group/frame.ts";
import { decrypt, removeMembers } from "../src/index.ts";
import { encodeMessage } from "../src/mls/message.ts";
import { unwrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { accept, groupOf, Person, refusal } from "./support/people.ts";

async function three(): Promise<[Person, Person, Person]> {
  const people: [Person, Person, Person] = [
    await Person.named("alice"),
    await Person.named("bob"),
    await Person.named("carol"),
  ];
  await groupOf(...people);
  return people;
}

describe("rule 5: the sender is recovered and checked", () => {
  test("every member is told apart", async () => {
    const [alice, bob, carol] = await three();
    expect(await alice.hear(await bob.say("1"))).toBe("bob/phone: 1");
    expect(await alice.hear(await carol.say("2"))).toBe("carol/phone: 2");
    expect(await bob.hear(await alice.say("3"))).toBe("alice/phone: 3");
    const read = await decrypt(bob.state, await carol.say("4"));
    expect(read.sender.leaf).toBe(2);
    expect(read.sender.signatureKey).toEqual(carol.identity.signature.publicKey);
    expect([read.epoch, read.generation]).toEqual([1n, 1]);
  });

  test("as of the epoch of the message, after the sender is gone", async () => {
    const [alice, bob, carol] = await three();
    const last = await bob.say("last words");
    await accept(alice, await removeMembers(alice.state, [1]), [carol]);
    expect(await carol.hear(last)).toBe("bob/phone: last words");
  });

  test("a message that names another sender than its header is refused", async () => {
    const [alice, bob] = await three();
    const frame = encodeFrame(2, new TextEncoder().encode("I am carol"));
    const forged = await createApplicationMessage(unwrap(bob.state), frame, await suite());
    const message = encodeMessage({
      version: "mls10",
      wireformat: "mls_private_message",
      privateMessage: forged.privateMessage,
    });
    expect((await refusal(decrypt(alice.state, message))).name).toBe("MembershipError");
  });
});
