import { describe, expect, test } from "bun:test";
import { ObservedGroup } from "./support/observed-group.ts";
import { SeededRandom } from "./support/random.ts";

const long = process.env.CULVER_LONG === "1";
const seeds = long ? 50 : 6;
const rounds = long ? 40 : 14;

async function play(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const group = await ObservedGroup.start(random);
  await group.commit(random.pick(group.peers), { peers: 1 + random.integer(6), observers: 1 });
  for (let round = 0; round < rounds; round++) {
    const committer = random.pick(group.peers);
    const others = [...group.peers, ...group.observers].filter((member) => member !== committer);
    const names = others.map((member) => member.name);
    const roll = random.integer(100);
    const trace = `seed ${seed} round ${round} roll ${roll} size ${group.size}`;
    try {
      if (roll < 30 && group.size < 20)
        await group.commit(committer, { peers: random.integer(3), observers: random.chance(0.3) ? 1 : 0 });
      else if (roll < 45) await group.commit(committer, { remove: random.sample(names, 1) });
      else if (roll < 55)
        await group.commit(committer, { remove: random.sample(names, random.integer(names.length + 1)) });
      else if (roll < 65 && names.length > 1)
        await group.commit(committer, { remove: random.sample(names, 1), peers: 1 });
      else if (roll < 75) await group.joinExternally();
      else if (roll < 85 && group.peers.length > 1) await group.joinExternally(random.pick(group.peers));
      else await group.commit(committer, {});
    } catch (cause) {
      throw new Error(trace, { cause });
    }
    expect({ trace, disagreeing: await group.disagreeing() }).toEqual({ trace, disagreeing: [] });
    expect({ trace, unread: await group.unread() }).toEqual({ trace, unread: [] });
  }
}

describe("rule 3: OpenMLS agrees with every change ts-mls makes", () => {
  for (let seed = 1; seed <= seeds; seed++) test(`seed ${seed}`, () => play(seed), 120_000);

  test("a committer whose half of the tree is all there is leaves the root blank (RFC 9420 section 7.5)", async () => {
    const group = await ObservedGroup.start(new SeededRandom(0));
    const [first] = group.peers;
    if (first === undefined) throw new Error("no founder");
    await group.commit(first, { peers: 5, observers: 1 });
    const late = group.peers.find((peer) => group.leafOf(peer.name) === 5);
    if (late === undefined) throw new Error("no leaf 5");
    const left = group.peers.map((peer) => peer.name).filter((name) => group.leafOf(name) < 4);
    await group.commit(late, { remove: left });
    expect(group.size).toBe(3);
    expect(await group.disagreeing()).toEqual([]);
    expect(await group.unread()).toEqual([]);
  });
});
