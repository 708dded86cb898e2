import { describe, expect, test } from "bun:test";
import {
  applyCommit,
  parseCommit,
  parseGroupInfo,
  parseWelcome,
  type Roster,
  rosterEquals,
  rosterOf,
} from "../src/handshake/index.ts";
import {
  adopt,
  changeMembers,
  decodeGroupState,
  encodeGroupState,
  exportRoster,
  joinExternal,
  joinFromWelcome,
  type PendingCommit,
  processCommit,
  update,
} from "../src/index.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";
import { SeededRandom } from "./support/random.ts";

const long = (globalThis as { process?: { env?: Record<string, string> } }).process?.env?.CULVER_LONG === "1";
const seeds = long ? 20 : 4;
const rounds = long ? 30 : 12;

/** A server that sees handshakes only, and the devices, each with a real state. */
class World {
  readonly random: SeededRandom;
  members: Person[] = [];
  roster: Roster = [];
  groupInfo: Uint8Array = new Uint8Array();
  removed: Person[] = [];
  #names = 0;

  constructor(random: SeededRandom) {
    this.random = random;
  }

  async newcomer(): Promise<Person> {
    this.#names += 1;
    return Person.named(`account-${this.#names}`);
  }

  async start(): Promise<void> {
    const first = await this.newcomer();
    await groupOf(first);
    this.members = [first];
    this.roster = rosterOf(exportRoster(first.state));
  }

  /** The server's part: parse, apply, and compare with the GroupInfo that comes along. */
  async #serve(pending: PendingCommit): Promise<void> {
    const commit = await parseCommit(pending.commit);
    this.roster = applyCommit(this.roster, commit);
    const info = await parseGroupInfo(pending.groupInfo);
    expect(info.epoch).toBe(pending.epoch + 1n);
    expect(rosterEquals(info.roster, this.roster)).toBe(true);
    if (pending.welcome !== undefined)
      expect(parseWelcome(pending.welcome).keyPackageRefs).toEqual(
        commit.adds.map((added) => added.keyPackageRef),
      );
    this.groupInfo = pending.groupInfo;
  }

  async #deliver(pending: PendingCommit, maker: Person): Promise<void> {
    for (const member of this.members) {
      if (member === maker) continue;
      const processed = await processCommit(member.state, pending.commit, everyone);
      expect(processed.selfRemoved).toBe(pending.removed.some(({ leaf }) => leaf === member.state.ownLeaf));
      member.state = processed.state;
    }
  }

  async change(maker: Person, adds: number, removes: readonly Person[]): Promise<void> {
    const newcomers: Person[] = [];
    for (let i = 0; i < adds; i++) newcomers.push(await this.newcomer());
    const packages = await Promise.all(newcomers.map((person) => person.keyPackage()));
    const change = {
      add: packages.map(({ keyPackage }) => keyPackage),
      remove: removes.map((person) => person.state.ownLeaf),
    };
    const pending =
      adds + removes.length === 0
        ? await update(maker.state)
        : await changeMembers(maker.state, change, everyone);
    await this.#serve(pending);
    await this.#deliver(pending, maker);
    maker.state = adopt(maker.state, pending);
    this.removed.push(...removes);
    this.members = this.members.filter((member) => !removes.includes(member));
    for (const [index, person] of newcomers.entries()) {
      if (pending.welcome === undefined) throw new Error("no Welcome");
      const own = packages[index];
      if (own === undefined) throw new Error("no key package");
      person.state = (await joinFromWelcome(person.identity, pending.welcome, [own], everyone)).state;
      this.members.push(person);
    }
  }

  async comeBack(person: Person): Promise<void> {
    const pending = await joinExternal(person.identity, this.groupInfo, everyone);
    await this.#serve(pending);
    await this.#deliver(pending, person);
    person.state = pending.next;
  }

  async newDevice(of: Person): Promise<void> {
    this.#names += 1;
    const device = await Person.named(of.identity.account, `device-${this.#names}`, of.accountKey);
    const pending = await joinExternal(device.identity, this.groupInfo, everyone);
    await this.#serve(pending);
    await this.#deliver(pending, device);
    device.state = pending.next;
    this.members.push(device);
  }

  async check(): Promise<void> {
    for (const member of this.members) {
      member.state = decodeGroupState(encodeGroupState(member.state), member.identity);
      expect(rosterEquals(rosterOf(exportRoster(member.state)), this.roster)).toBe(true);
    }
    const speaker = this.random.pick(this.members);
    const message = await speaker.say("hello");
    const { account, device } = speaker.identity;
    for (const member of this.members)
      if (member !== speaker) expect(await member.hear(message)).toBe(`${account}/${device}: hello`);
    for (const gone of this.removed.slice(-2))
      expect((await refusal(gone.hear(message))).name).toBe("RemovedError");
  }
}

async function play(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const world = new World(random);
  await world.start();
  await world.change(random.pick(world.members), 2 + random.integer(5), []);
  for (let round = 0; round < rounds; round++) {
    const maker = random.pick(world.members);
    const others = world.members.filter((member) => member !== maker);
    const roll = random.integer(100);
    try {
      if (roll < 25 && world.members.length < 16) await world.change(maker, 1 + random.integer(3), []);
      else if (roll < 45) await world.change(maker, 0, random.sample(others, 1 + random.integer(3)));
      else if (roll < 60) await world.change(maker, 1, random.sample(others, 1));
      else if (roll < 75 && others.length > 0) await world.comeBack(maker);
      else if (roll < 85 && world.members.length < 16) await world.newDevice(maker);
      else await world.change(maker, 0, []);
      await world.check();
    } catch (cause) {
      throw new Error(`seed ${seed} round ${round} roll ${roll}`, { cause });
    }
  }
}

describe("the server's roster agrees with every member's tree, whatever happens", () => {
  for (let seed = 1; seed <= seeds; seed++) test(`seed ${seed}`, () => play(seed), 120_000);
});
