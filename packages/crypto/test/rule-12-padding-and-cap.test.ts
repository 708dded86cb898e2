import { describe, expect, test } from "bun:test";
import { bucketFor } from "../src/group/padding.ts";
import { applyCommit, type HandshakeMember, MAX_LEAVES } from "../src/handshake/index.ts";
import { addMembers, createGroup, decrypt, encrypt } from "../src/index.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";

async function lengths(sizes: readonly number[], padding?: "buckets" | "none"): Promise<number[]> {
  const [alice, bob] = [await Person.named("alice"), await Person.named("bob")];
  await groupOf(alice, bob);
  const found: number[] = [];
  for (const size of sizes) {
    const payload = new Uint8Array(size).fill(size % 251);
    const sent = await encrypt(alice.state, payload, padding === undefined ? {} : { padding });
    alice.state = sent.state;
    const read = await decrypt(bob.state, sent.message);
    bob.state = read.state;
    expect(read.payload).toEqual(payload);
    found.push(sent.message.length);
  }
  return found;
}

describe("rule 12: padding to buckets online, none for SMS; 250 leaves", () => {
  test("buckets are powers of two up to 4096, then multiples of it", () => {
    expect([1, 256, 257, 1000, 4096, 4097, 9000].map(bucketFor)).toEqual([
      256, 256, 512, 1024, 4096, 8192, 12288,
    ]);
  });

  test("messages of one bucket have one length", async () => {
    const [empty, short, long, next] = await lengths([0, 1, 180, 200]);
    expect(short).toBe(empty);
    expect(long).toBe(empty);
    expect(next).toBe((empty ?? 0) + 256);
  });

  test("the largest payload arrives, a larger one is refused", async () => {
    await lengths([1 << 18]);
    const alice = await Person.named("alice");
    await groupOf(alice);
    const error = await refusal(encrypt(alice.state, new Uint8Array((1 << 18) + 1)));
    expect(error.name).toBe("RangeError");
  });

  test("without padding a message is as long as it must be", async () => {
    const [empty, one, hundred] = await lengths([0, 1, 100], "none");
    expect(one).toBe((empty ?? 0) + 1);
    expect(hundred).toBe((empty ?? 0) + 101);
    expect(hundred).toBeLessThan(250);
  });

  test("the 251st leaf is refused", async () => {
    const alice = await Person.named("alice");
    const group = await createGroup(alice.identity);
    const packages: Uint8Array[] = [];
    for (let i = 0; i < MAX_LEAVES; i++)
      packages.push((await (await Person.named(`account-${i}`)).keyPackage()).keyPackage);
    expect((await refusal(addMembers(group, packages, everyone))).name).toBe("GroupFullError");
  }, 30_000);

  test("the server's roster has the same cap", () => {
    const member = (i: number): HandshakeMember => ({
      account: `account-${i}`,
      device: "phone",
      signatureKey: Uint8Array.from({ length: 32 }, (_, at) => (at < 2 ? (i >> (8 * at)) & 0xff : 7)),
      accountKey: new Uint8Array(32),
    });
    const roster = Array.from({ length: MAX_LEAVES }, (_, i) => member(i));
    const commit = {
      groupId: new Uint8Array(16),
      epoch: 1n,
      sender: { kind: "member" as const, leaf: 0 },
      adds: [{ ...member(MAX_LEAVES), keyPackageRef: new Uint8Array(32) }],
      removes: [] as number[],
      otherProposals: [],
    };
    expect(applyCommit(roster.slice(0, MAX_LEAVES - 1), commit)).toHaveLength(MAX_LEAVES);
    expect(applyCommit(roster, { ...commit, removes: [9] })[9]?.account).toBe(`account-${MAX_LEAVES}`);
    expect(() => applyCommit(roster, commit)).toThrow("more than 250 leaves");
  }, 30_000);
});
