import { describe, expect, test } from "bun:test";
import type { ClientState, RatchetTree } from "ts-mls";
import { validateRatchetTree } from "ts-mls/clientState.js";
import { addMembers, exportRoster, removeMembers, update } from "../src/index.ts";
import { clientConfig } from "../src/mls/config.ts";
import { unwrap } from "../src/mls/state.ts";
import { suite } from "../src/mls/suite.ts";
import { accept, everyone, groupOf, Person } from "./support/people.ts";

async function add(maker: Person, others: readonly Person[], newcomer: Person): Promise<void> {
  const keyPackage = await newcomer.keyPackage();
  const pending = await addMembers(maker.state, [keyPackage.keyPackage], everyone);
  await accept(maker, pending, others, [{ person: newcomer, keyPackage }]);
}

/** Leaf 1 is unmerged at node 3, and not at node 7 above it, whose keys are newer than leaf 1. */
async function unevenGroup(): Promise<Person[]> {
  const people = await Promise.all(["a", "b", "c", "d", "e"].map((name) => Person.named(name)));
  const [a, b, c, d, e] = people as [Person, Person, Person, Person, Person];
  await groupOf(a, b, c, d);
  await accept(a, await removeMembers(a.state, [1]), [c, d]);
  await accept(a, await update(a.state), [c, d]);
  const f = await Person.named("f");
  await add(a, [c, d], f);
  await add(a, [c, d, f], e);
  await accept(e, await update(e.state), [a, c, d, f]);
  return [a, c, d, e, f];
}

async function validate(state: ClientState, tree: RatchetTree): Promise<string | undefined> {
  const cs = await suite();
  const fault = await validateRatchetTree(
    tree,
    state.groupContext,
    clientConfig.lifetimeConfig,
    clientConfig.authService,
    state.groupContext.treeHash,
    cs,
  );
  return fault?.message;
}

describe("rule 2: unmerged leaves in a received tree (RFC 9420 section 12.4.3.1)", () => {
  test("a valid Welcome is accepted though parents list different unmerged leaves", async () => {
    const [a, ...others] = (await unevenGroup()) as [Person, ...Person[]];
    const { ratchetTree } = unwrap(a.state);
    const unmerged = [3, 7].map((index) => {
      const node = ratchetTree[index];
      return node?.nodeType === "parent" ? node.parent.unmergedLeaves : "blank";
    });
    expect(unmerged).toEqual([[1], []]);
    const newcomer = await Person.named("newcomer");
    await add(a, others, newcomer);
    expect(exportRoster(newcomer.state)).toEqual(exportRoster(a.state));
    expect(await newcomer.hear(await a.say("welcome"))).toBe("a/phone: welcome");
  });

  test("a leaf that is blank, not a descendant, or outside the tree is refused", async () => {
    const [a] = (await unevenGroup()) as [Person];
    const state = unwrap(a.state);
    expect(await validate(state, state.ratchetTree)).toBeUndefined();
    for (const unmergedLeaf of [6, 4, 1_000_000]) {
      const tree = state.ratchetTree.slice();
      const node = tree[3];
      if (node?.nodeType !== "parent") throw new Error("node 3 is blank");
      tree[3] = { ...node, parent: { ...node.parent, unmergedLeaves: [unmergedLeaf] } };
      expect(await validate(state, tree)).toBe(
        "Unmerged leaf did not represent a non-blank descendant leaf node",
      );
    }
  });

  test("a node between the leaf and the parent that does not list the leaf is refused", async () => {
    const [a] = (await unevenGroup()) as [Person];
    const state = unwrap(a.state);
    const tree = state.ratchetTree.slice();
    const node = tree[7];
    const below = tree[3];
    if (node?.nodeType !== "parent" || below?.nodeType !== "parent") throw new Error("blank");
    tree[7] = { ...node, parent: { ...node.parent, unmergedLeaves: [1] } };
    tree[3] = { ...below, parent: { ...below.parent, unmergedLeaves: [] } };
    expect(await validate(state, tree)).toBe(
      "non-blank intermediate node must list leaf node in its unmerged_leaves",
    );
  });
});
