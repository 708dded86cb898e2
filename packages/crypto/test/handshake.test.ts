import { describe, expect, test } from "bun:test";
import { createGroupInfoWithExternalPubAndRatchetTree } from "ts-mls/createCommit.js";
import {
  applyCommit,
  decodeRoster,
  encodeRoster,
  findLeaf,
  parseCommit,
  parseGroupInfo,
  parseKeyPackage,
  parsePrivateMessageHeader,
  parseWelcome,
  rosterEquals,
  rosterMembers,
  rosterOf,
} from "../src/handshake/index.ts";
import { addMembers, exportGroupInfo, exportRoster, removeMembers, update } from "../src/index.ts";
import { createKeyPackage } from "../src/key-package.ts";
import { decodeMessage, encodeMessage } from "../src/mls/message.ts";
import { unwrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";

async function three(): Promise<[Person, Person, Person]> {
  const people: [Person, Person, Person] = [
    await Person.named("alice"),
    await Person.named("bob"),
    await Person.named("carol"),
  ];
  await groupOf(...people);
  return people;
}

describe("what the server reads of handshakes", () => {
  test("a commit: who, whom, when", async () => {
    const [alice] = await three();
    const dave = await Person.named("dave");
    const keyPackage = await dave.keyPackage();
    const pending = await addMembers(alice.state, [keyPackage.keyPackage], everyone);
    const parsed = await parseCommit(pending.commit);
    expect(parsed.groupId).toEqual(alice.state.groupId);
    expect([parsed.epoch, parsed.sender, parsed.removes, parsed.otherProposals]).toEqual([
      1n,
      { kind: "member", leaf: 0 },
      [],
      [],
    ]);
    expect(parsed.adds).toEqual([
      {
        account: "dave",
        device: "phone",
        signatureKey: dave.identity.signature.publicKey,
        accountKey: dave.accountKey.publicKey,
        keyPackageRef: keyPackage.ref,
      },
    ]);
    expect(parseWelcome(pending.welcome ?? new Uint8Array()).keyPackageRefs).toEqual([keyPackage.ref]);
    expect((await parseCommit((await update(alice.state)).commit)).committer?.account).toBe("alice");
  });

  test("a GroupInfo: its roster, and that it is true", async () => {
    const [alice, bob] = await three();
    const bytes = await exportGroupInfo(bob.state);
    const parsed = await parseGroupInfo(bytes);
    expect([parsed.epoch, parsed.signer]).toEqual([1n, 1]);
    expect(rosterEquals(parsed.roster, rosterOf(exportRoster(alice.state)))).toBe(true);
    const message = decodeMessage(bytes, "mls_group_info");
    const stale = { ...message.groupInfo.groupContext, epoch: 9n };
    const forged = encodeMessage({ ...message, groupInfo: { ...message.groupInfo, groupContext: stale } });
    expect((await refusal(parseGroupInfo(forged))).name).toBe("MembershipError");
    const extensions = message.groupInfo.extensions.filter(
      ({ extensionType }) => extensionType !== "ratchet_tree",
    );
    const treeless = encodeMessage({ ...message, groupInfo: { ...message.groupInfo, extensions } });
    expect((await refusal(parseGroupInfo(treeless))).name).toBe("MalformedError");
  });

  test("a GroupInfo whose tree is not the one hashed is refused, though a member signed it", async () => {
    const [alice] = await three();
    const state = unwrap(alice.state);
    const ratchetTree = state.ratchetTree.slice();
    ratchetTree[4] = undefined;
    const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(
      { ...state, ratchetTree },
      [],
      await suite(),
    );
    const bytes = encodeMessage({ version: "mls10", wireformat: "mls_group_info", groupInfo });
    expect((await refusal(parseGroupInfo(bytes))).name).toBe("MembershipError");
  });

  test("a message: its group, epoch and kind", async () => {
    const [alice] = await three();
    const header = parsePrivateMessageHeader(await alice.say("hello"));
    expect(header).toEqual({ groupId: alice.state.groupId, epoch: 1n, contentType: "application" });
  });

  test("one kind of message is not taken for another, nor with bytes to spare", async () => {
    const [alice] = await three();
    const message = await alice.say("hello");
    expect((await refusal(parseCommit(message))).name).toBe("MalformedError");
    const { commit } = await update(alice.state);
    const longer = new Uint8Array(commit.length + 1);
    longer.set(commit);
    expect((await refusal(parseCommit(longer))).name).toBe("MalformedError");
    expect((await refusal(parseCommit(new Uint8Array(2_000_000)))).name).toBe("MalformedError");
  });
});

describe("the roster", () => {
  test("removes blank leaves, adds fill the leftmost, the right end is trimmed", async () => {
    const [alice, bob, carol] = await three();
    let roster = rosterOf(exportRoster(alice.state));
    expect(findLeaf(roster, "carol", "phone")).toBe(2);
    roster = applyCommit(roster, await parseCommit((await removeMembers(alice.state, [1])).commit));
    expect(roster.map((member) => member?.account)).toEqual(["alice", undefined, "carol"]);
    const { keyPackage } = await (await Person.named("dave")).keyPackage();
    const added = await parseCommit((await addMembers(alice.state, [keyPackage], everyone)).commit);
    expect(applyCommit(roster, added).map((member) => member?.account)).toEqual(["alice", "dave", "carol"]);
    const last = await parseCommit((await removeMembers(alice.state, [2])).commit);
    expect(applyCommit(roster, last).map((member) => member?.account)).toEqual(["alice"]);
    expect(() => applyCommit(applyCommit(roster, last), last)).toThrow("blank");
    expect([bob.inGroup, carol.inGroup]).toEqual([true, true]);
  });

  test("survives storage", async () => {
    const [alice] = await three();
    const roster = [...rosterOf(exportRoster(alice.state))];
    roster[1] = undefined;
    expect(decodeRoster(encodeRoster(roster))).toEqual(roster);
    expect(rosterMembers(roster).map(({ leaf }) => leaf)).toEqual([0, 2]);
    expect(() => decodeRoster(encodeRoster([...roster, undefined]))).toThrow("blank");
  });
});

describe("key packages", () => {
  test("are read with their lifetime and kind", async () => {
    const alice = await Person.named("alice");
    const now = 1_800_000_000_000;
    const made = await createKeyPackage(alice.identity, { now, days: 10, lastResort: true });
    const parsed = await parseKeyPackage(made.keyPackage, now);
    expect(parsed.ref).toEqual(made.ref);
    expect([parsed.account, parsed.device, parsed.lastResort]).toEqual(["alice", "phone", true]);
    expect([parsed.notBefore, parsed.notAfter]).toEqual([now - 86_400_000, now + 864_000_000]);
    expect(made.expiresAt).toBe(parsed.notAfter);
    for (const at of [now - 86_401_000, now + 864_001_000])
      expect(await refusal(parseKeyPackage(made.keyPackage, at))).toHaveProperty("reason", "lifetime");
  });

  test("are refused when any byte of them changes", async () => {
    const { keyPackage } = await (await Person.named("alice")).keyPackage();
    for (let at = 0; at < keyPackage.length; at += 11) {
      const bytes = keyPackage.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(["KeyPackageError", "MalformedError"]).toContain((await refusal(parseKeyPackage(bytes))).name);
    }
  });

  test("expired ones are not added", async () => {
    const [alice] = await three();
    const { keyPackage } = await (await Person.named("dave")).keyPackage();
    const later = { now: Date.now() + 91 * 86_400_000 };
    expect(await refusal(addMembers(alice.state, [keyPackage], everyone, later))).toHaveProperty(
      "reason",
      "lifetime",
    );
  });
});
