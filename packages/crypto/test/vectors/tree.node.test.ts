import { expect } from "bun:test";
import { defaultLifetimeConfig, type GroupContext } from "ts-mls";
import { validateRatchetTree } from "ts-mls/clientState.js";
import { applyUpdatePathSecret } from "ts-mls/createCommit.js";
import { deriveSecret } from "ts-mls/crypto/kdf.js";
import { getCommitSecret } from "ts-mls/pathSecrets.js";
import { decodeProposal } from "ts-mls/proposal.js";
import {
  addLeafNode,
  decodeRatchetTree,
  encodeRatchetTree,
  removeLeafNode,
  resolution,
  updateLeafNode,
} from "ts-mls/ratchetTree.js";
import { treeHash, treeHashRoot } from "ts-mls/treeHash.js";
import { left, nodeWidth, parent, right, root, sibling, toLeafIndex, toNodeIndex } from "ts-mls/treemath.js";
import { applyUpdatePath, decodeUpdatePath } from "ts-mls/updatePath.js";
import { fromHex, suite1, toHex, vectors, whole } from "../support/vectors.ts";

const everyone = { validateCredential: async () => true };

function context(
  groupId: string,
  epoch: bigint,
  treeHashBytes: Uint8Array,
  transcript: string,
): GroupContext {
  return {
    version: "mls10",
    cipherSuite: suite1.name,
    groupId: fromHex(groupId),
    epoch,
    treeHash: treeHashBytes,
    confirmedTranscriptHash: fromHex(transcript),
    extensions: [],
  };
}

function orNull(compute: () => number): number | null {
  try {
    return compute();
  } catch {
    return null;
  }
}

interface TreeMath {
  n_leaves: number;
  n_nodes: number;
  root: number;
  left: (number | null)[];
  right: (number | null)[];
  parent: (number | null)[];
  sibling: (number | null)[];
}
vectors<TreeMath>("tree-math.json", async (vector) => {
  expect(nodeWidth(vector.n_leaves)).toBe(vector.n_nodes);
  expect(root(vector.n_leaves) as number).toBe(vector.root);
  for (let i = 0; i < vector.n_nodes; i++) {
    const node = toNodeIndex(i);
    expect(orNull(() => left(node))).toBe(vector.left[i] ?? null);
    expect(orNull(() => right(node))).toBe(vector.right[i] ?? null);
    expect(orNull(() => parent(node, vector.n_leaves))).toBe(vector.parent[i] ?? null);
    expect(orNull(() => sibling(node, vector.n_leaves))).toBe(vector.sibling[i] ?? null);
  }
});

interface TreeOperation {
  proposal: string;
  proposal_sender: number;
  tree_before: string;
  tree_after: string;
  tree_hash_before: string;
  tree_hash_after: string;
}
vectors<TreeOperation>("tree-operations.json", async (vector) => {
  const before = whole(decodeRatchetTree, vector.tree_before);
  expect(toHex(await treeHashRoot(before, suite1.hash))).toBe(vector.tree_hash_before);
  const proposal = whole(decodeProposal, vector.proposal);
  let after = before;
  if (proposal.proposalType === "add") [after] = addLeafNode(before, proposal.add.keyPackage.leafNode);
  else if (proposal.proposalType === "remove")
    after = removeLeafNode(before, toLeafIndex(proposal.remove.removed));
  else if (proposal.proposalType === "update")
    after = updateLeafNode(before, proposal.update.leafNode, toLeafIndex(vector.proposal_sender));
  else throw new Error(`proposal ${proposal.proposalType}`);
  expect(toHex(encodeRatchetTree(after))).toBe(vector.tree_after);
  expect(toHex(await treeHashRoot(after, suite1.hash))).toBe(vector.tree_hash_after);
});

interface TreeValidation {
  tree: string;
  group_id: string;
  tree_hashes: string[];
  resolutions: number[][];
}
vectors<TreeValidation>("tree-validation.json", async (vector) => {
  const tree = whole(decodeRatchetTree, vector.tree);
  for (const [index, hash] of vector.tree_hashes.entries())
    expect(toHex(await treeHash(tree, toNodeIndex(index), suite1.hash))).toBe(hash);
  for (const [index, nodes] of vector.resolutions.entries())
    expect(resolution(tree, toNodeIndex(index)) as number[]).toEqual(nodes);
  const hash = await treeHashRoot(tree, suite1.hash);
  const group = context(vector.group_id, 1n, hash, "");
  expect(
    await validateRatchetTree(tree, group, defaultLifetimeConfig, everyone, hash, suite1),
  ).toBeUndefined();
});

interface TreeKem {
  group_id: string;
  epoch: number;
  confirmed_transcript_hash: string;
  ratchet_tree: string;
  leaves_private: {
    index: number;
    encryption_priv: string;
    path_secrets: { node: number; path_secret: string }[];
  }[];
  update_paths: {
    sender: number;
    update_path: string;
    path_secrets: (string | null)[];
    commit_secret: string;
    tree_hash_after: string;
  }[];
}
async function privateKeysOf(leaf: TreeKem["leaves_private"][number]) {
  const privateKeys: Record<number, Uint8Array> = { [2 * leaf.index]: fromHex(leaf.encryption_priv) };
  for (const { node, path_secret } of leaf.path_secrets) {
    const secret = await deriveSecret(fromHex(path_secret), "node", suite1.kdf);
    const pair = await suite1.hpke.deriveKeyPair(secret);
    privateKeys[node] = await suite1.hpke.exportPrivateKey(pair.privateKey);
  }
  return { leafIndex: leaf.index, privateKeys };
}
vectors<TreeKem>("treekem.json", async (vector) => {
  const tree = whole(decodeRatchetTree, vector.ratchet_tree);
  for (const update of vector.update_paths) {
    const path = whole(decodeUpdatePath, update.update_path);
    const sender = toLeafIndex(update.sender);
    const after = await applyUpdatePath(tree, sender, path, suite1.hash);
    const hash = await treeHashRoot(after, suite1.hash);
    expect(toHex(hash)).toBe(update.tree_hash_after);
    const group = context(vector.group_id, BigInt(vector.epoch), hash, vector.confirmed_transcript_hash);
    for (const leaf of vector.leaves_private) {
      const expected = update.path_secrets[leaf.index];
      if (leaf.index === update.sender || expected === null || expected === undefined) continue;
      const keys = await privateKeysOf(leaf);
      const found = await applyUpdatePathSecret(tree, keys, sender, group, path, [], suite1);
      expect(toHex(found.pathSecret)).toBe(expected);
      const commitSecret = await getCommitSecret(
        after,
        toNodeIndex(found.nodeIndex),
        found.pathSecret,
        suite1.kdf,
      );
      expect(toHex(commitSecret)).toBe(update.commit_secret);
    }
  }
});
