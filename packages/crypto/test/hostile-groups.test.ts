import { describe, expect, test } from "bun:test";
import { type ClientState, createCommit, createGroupInfoWithExternalPubAndRatchetTree } from "ts-mls";
import { treeHashRoot } from "ts-mls/treeHash.js";
import { addMembers, joinExternal, joinFromWelcome, type NewKeyPackage, update } from "../src/index.ts";
import { decodeMessage, encodeMessage } from "../src/mls/message.ts";
import { unwrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { credulous } from "./support/intruder.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

async function four(): Promise<[Person, Person, Person, Person]> {
  const people = await Promise.all(["mallory", "bob", "carol", "dave"].map((name) => Person.named(name)));
  const [mallory, bob, carol, dave] = people as [Person, Person, Person, Person];
  await groupOf(mallory, bob, carol, dave);
  await accept(mallory, await update(mallory.state), [bob, carol, dave]);
  return [mallory, bob, carol, dave];
}

/** A member's state whose tree says that `leaf` is unmerged at the root, hashed and signed as if it were so. */
async function withUnmerged(person: Person, leaf: number): Promise<ClientState> {
  const state = unwrap(person.state);
  const ratchetTree = state.ratchetTree.slice();
  const root = ratchetTree[3];
  if (root?.nodeType !== "parent") throw new Error("root is blank");
  ratchetTree[3] = { ...root, parent: { ...root.parent, unmergedLeaves: [leaf] } };
  const treeHash = await treeHashRoot(ratchetTree, (await suite()).hash);
  return {
    ...state,
    ratchetTree,
    groupContext: { ...state.groupContext, treeHash },
    clientConfig: credulous,
  };
}

/** Whatever a member's own ts-mls would put into a Welcome. */
async function welcomeFrom(state: ClientState, packages: readonly NewKeyPackage[]): Promise<Uint8Array> {
  const made = await createCommit(
    { state: { ...state, clientConfig: credulous }, cipherSuite: await suite() },
    {
      ratchetTreeExtension: true,
      extraProposals: packages.map(({ keyPackage }) => ({
        proposalType: "add" as const,
        add: { keyPackage: decodeMessage(keyPackage, "mls_key_package").keyPackage },
      })),
    },
  );
  if (made.welcome === undefined) throw new Error("no Welcome");
  return encodeMessage({ version: "mls10", wireformat: "mls_welcome", welcome: made.welcome });
}

describe("what a malicious member signs neither hangs nor fools who joins", () => {
  test("a GroupInfo with an unmerged leaf far outside its tree", async () => {
    const [mallory, bob] = await four();
    const state = await withUnmerged(mallory, 4_000_000_000);
    const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(state, [], await suite());
    const bytes = encodeMessage({ version: "mls10", wireformat: "mls_group_info", groupInfo });
    expect((await refusal(joinExternal(bob.identity, bytes, everyone))).name).toBe("UndecryptableError");
  });

  test("a Welcome with the same", async () => {
    const [mallory] = await four();
    const erin = await Person.named("erin");
    const keyPackage = await erin.keyPackage();
    const welcome = await welcomeFrom(await withUnmerged(mallory, 4_000_000_000), [keyPackage]);
    const error = await refusal(joinFromWelcome(erin.identity, welcome, [keyPackage], everyone));
    expect(error.name).toBe("UndecryptableError");
  });

  test("a Welcome into a group where one device sits twice", async () => {
    const [mallory] = await four();
    const [erin, twin] = [await Person.named("erin"), await Person.named("bob")];
    const packages = [await erin.keyPackage(), await twin.keyPackage()] as const;
    const welcome = await welcomeFrom(unwrap(mallory.state), packages);
    const error = await refusal(joinFromWelcome(erin.identity, welcome, [packages[0]], everyone));
    expect(error.name).toBe("MembershipError");
  });

  test("a GroupInfo signed by no member, or altered after it was signed", async () => {
    const [mallory, bob] = await four();
    const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(
      unwrap(mallory.state),
      [],
      await suite(),
    );
    const joined = async (altered: typeof groupInfo) => {
      const bytes = encodeMessage({ version: "mls10", wireformat: "mls_group_info", groupInfo: altered });
      return (await refusal(joinExternal(bob.identity, bytes, everyone))).name;
    };
    expect(await joined({ ...groupInfo, signer: 4_000_000_000 })).toBe("MembershipError");
    expect(await joined({ ...groupInfo, signer: 1 })).toBe("MembershipError");
    expect(await joined({ ...groupInfo, confirmationTag: new Uint8Array(32) })).toBe("MembershipError");
  });

  test("an honest Welcome after all that", async () => {
    const [mallory, bob, carol, dave] = await four();
    const erin = await Person.named("erin");
    const keyPackage = await erin.keyPackage();
    const pending = await addMembers(mallory.state, [keyPackage.keyPackage], everyone);
    await accept(mallory, pending, [bob, carol, dave], [{ person: erin, keyPackage }]);
    expect(await erin.hear(await dave.say("hello"))).toBe("dave/phone: hello");
  });
});
