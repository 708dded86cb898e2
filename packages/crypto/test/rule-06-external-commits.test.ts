import { describe, expect, test } from "bun:test";
import { createCommit } from "ts-mls";
import { applyCommit, parseCommit, rosterOf } from "../src/handshake/index.ts";
import {
  adopt,
  exportGroupInfo,
  exportRoster,
  type GroupState,
  joinExternal,
  processCommit,
} from "../src/index.ts";
import { decodeMessage, encodeMessage } from "../src/mls/message.ts";
import { unwrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { claiming, externalCommit } from "./support/intruder.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";

async function two(): Promise<[Person, Person]> {
  const people: [Person, Person] = [await Person.named("alice"), await Person.named("bob")];
  await groupOf(...people);
  return people;
}

/** What a member and what the server make of a commit. */
async function verdicts(state: GroupState, commit: Uint8Array): Promise<string[]> {
  const member = await refusal(processCommit(state, commit, everyone));
  const server = await refusal(
    parseCommit(commit).then((parsed) => applyCommit(rosterOf(exportRoster(state)), parsed)),
  );
  return [member.name, server.name];
}
const refusedByBoth = ["MembershipError", "MembershipError"];

describe("rule 6: an external commit adds its own account's device and nothing else", () => {
  test("another device of a member's account comes in", async () => {
    const [alice, bob] = await two();
    const tablet = await Person.named("bob", "tablet", bob.accountKey);
    const pending = await joinExternal(tablet.identity, await exportGroupInfo(alice.state), everyone);
    const processed = await processCommit(alice.state, pending.commit, everyone);
    expect(processed.external).toBe(true);
    expect(processed.committer.device).toBe("tablet");
    expect(processed.added.map(({ leaf }) => leaf)).toEqual([2]);
    alice.state = processed.state;
    tablet.state = pending.next;
    expect(await tablet.hear(await alice.say("hello tablet"))).toBe("alice/phone: hello tablet");
  });

  test("an outsider who holds the GroupInfo does not", async () => {
    const [alice] = await two();
    const mallory = await Person.named("mallory");
    const info = await exportGroupInfo(alice.state);
    expect((await refusal(joinExternal(mallory.identity, info, everyone))).name).toBe("MembershipError");
    const commit = await externalCommit(mallory.identity, claiming(mallory, "mallory"), info);
    expect(await verdicts(alice.state, commit)).toEqual(refusedByBoth);
  });

  test("nobody removes another member by it", async () => {
    const [alice, bob] = await two();
    const tablet = await Person.named("bob", "tablet", bob.accountKey);
    const info = await exportGroupInfo(alice.state);
    const commit = await externalCommit(tablet.identity, claiming(tablet, "bob", "tablet"), info, () => true);
    expect((await parseCommit(commit)).removes).toEqual([0]);
    expect(await verdicts(alice.state, commit)).toEqual(refusedByBoth);
  });

  test("nor another device of its own account", async () => {
    const [alice, bob] = await two();
    const tablet = await Person.named("bob", "tablet", bob.accountKey);
    const info = await exportGroupInfo(alice.state);
    const { publicKey } = bob.identity.signature;
    const commit = await externalCommit(tablet.identity, claiming(tablet, "bob", "tablet"), info, (leaf) =>
      leaf.signaturePublicKey.every((byte, i) => byte === publicKey[i]),
    );
    expect((await parseCommit(commit)).removes).toEqual([1]);
    expect(await verdicts(alice.state, commit)).toEqual(refusedByBoth);
  });

  test("a removal far outside the tree is refused, not looked for without end", async () => {
    const [alice, bob] = await two();
    const info = await exportGroupInfo(alice.state);
    const honest = await joinExternal(bob.identity, info, everyone);
    const message = decodeMessage(honest.commit, "mls_public_message");
    const { content } = message.publicMessage;
    if (content.contentType !== "commit") throw new Error("not a commit");
    const proposals = content.commit.proposals.map((entry) =>
      entry.proposalOrRefType === "proposal" && entry.proposal.proposalType === "remove"
        ? { ...entry, proposal: { ...entry.proposal, remove: { removed: 4_000_000_000 } } }
        : entry,
    );
    const commit = encodeMessage({
      ...message,
      publicMessage: {
        ...message.publicMessage,
        content: { ...content, commit: { ...content.commit, proposals } },
      },
    } as typeof message);
    expect(await verdicts(alice.state, commit)).toEqual(refusedByBoth);
  });

  test("members' commits carry no proposals but adds and removes, by value", async () => {
    const [alice, bob] = await two();
    const made = await createCommit(
      { state: unwrap(bob.state), cipherSuite: await suite() },
      { wireAsPublicMessage: true },
    );
    const message = made.commit;
    if (message.wireformat !== "mls_public_message") throw new Error("public");
    const { content } = message.publicMessage;
    if (content.contentType !== "commit") throw new Error("commit");
    const withProposal = (proposal: (typeof content.commit.proposals)[number]) =>
      encodeMessage({
        ...message,
        publicMessage: {
          ...message.publicMessage,
          content: { ...content, commit: { ...content.commit, proposals: [proposal] } },
        },
      } as typeof message);
    const extensions = withProposal({
      proposalOrRefType: "proposal",
      proposal: { proposalType: "group_context_extensions", groupContextExtensions: { extensions: [] } },
    });
    expect(await verdicts(alice.state, extensions)).toEqual(refusedByBoth);
    const reference = withProposal({ proposalOrRefType: "reference", reference: new Uint8Array(32) });
    expect(await verdicts(alice.state, reference)).toEqual(refusedByBoth);
  });

  test("adopt gives a joiner back the state it joined with", async () => {
    const [alice, bob] = await two();
    const pending = await joinExternal(bob.identity, await exportGroupInfo(alice.state), everyone);
    expect(adopt(bob.state, pending).epoch).toBe(2n);
  });
});
