import { describe, expect, test } from "bun:test";
import { update } from "../src/index.ts";
import { accept, groupOf, Person, refusal } from "./support/people.ts";

async function sayMany(person: Person, count: number): Promise<Uint8Array[]> {
  const said: Uint8Array[] = [];
  for (let i = 0; i < count; i++) said.push(await person.say(`${i}`));
  return said;
}

async function two(): Promise<[Person, Person]> {
  const people: [Person, Person] = [await Person.named("alice"), await Person.named("bob")];
  await groupOf(...people);
  return people;
}

function at(messages: readonly Uint8Array[], index: number): Uint8Array {
  const message = messages[index];
  if (message === undefined) throw new Error(`no message ${index}`);
  return message;
}

describe("rule 9: retention", () => {
  test("1000 generations out of order, 2000 forward", async () => {
    const [alice, bob] = await two();
    const said = await sayMany(alice, 3003);
    expect(await bob.hear(at(said, 1000))).toBe("alice/phone: 1000");
    for (const early of [999, 0, 500]) expect(await bob.hear(at(said, early))).toBe(`alice/phone: ${early}`);
    expect((await refusal(bob.hear(at(said, 500)))).name).toBe("DuplicateMessageError");
    expect((await refusal(bob.hear(at(said, 3002)))).name).toBe("UndecryptableError");
    expect(await bob.hear(at(said, 3001))).toBe("alice/phone: 3001");
    expect((await refusal(bob.hear(at(said, 100)))).name).toBe("DuplicateMessageError");
    expect(await bob.hear(at(said, 2001))).toBe("alice/phone: 2001");
  }, 60_000);

  test("4 past epochs", async () => {
    const [alice, bob] = await two();
    const said: Uint8Array[] = [];
    for (let epoch = 1; epoch <= 6; epoch++) {
      said.push(await alice.say(`${epoch}`));
      await accept(alice, await update(alice.state), [bob]);
    }
    expect((await refusal(bob.hear(at(said, 1)))).name).toBe("StaleEpochError");
    for (const epoch of [3, 6, 4, 5])
      expect(await bob.hear(at(said, epoch - 1))).toBe(`alice/phone: ${epoch}`);
    expect((await refusal(bob.hear(at(said, 3)))).name).toBe("DuplicateMessageError");
  });

  test("messages of the future wait for their commits", async () => {
    const [alice, bob] = await two();
    const pending = await update(alice.state);
    await accept(alice, pending, []);
    const message = await alice.say("early");
    expect((await refusal(bob.hear(message))).name).toBe("FutureEpochError");
  });
});
