import type { GroupInfo, RatchetTree } from "ts-mls";
import { ratchetTreeFromExtension, verifyGroupInfoSignature } from "ts-mls/groupInfo.js";
import { treeHashRoot } from "ts-mls/treeHash.js";
import { equalBytes } from "../bytes.ts";
import { GroupFullError, MalformedError, MembershipError } from "../errors.ts";
import { verifyLeaf } from "../mls/leaf-credential.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import { decodeMessage } from "../mls/message.ts";
import { SUITE_NAME, suite } from "../mls/suite.ts";
import { type HandshakeMember, type Roster, trimRoster } from "./roster.ts";

export interface ParsedGroupInfo {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  /** The leaf whose device signed it. */
  readonly signer: number;
  readonly roster: Roster;
}

function treeOf(info: GroupInfo): RatchetTree {
  let tree: RatchetTree | undefined;
  try {
    tree = ratchetTreeFromExtension(info);
  } catch (cause) {
    throw new MalformedError("ratchet_tree does not decode", { cause });
  }
  if (tree === undefined) throw new MalformedError("no ratchet_tree");
  if (tree.filter((node) => node?.nodeType === "leaf").length > MAX_LEAVES || tree.length > 2 * 256)
    throw new GroupFullError(`more than ${MAX_LEAVES} leaves`);
  tree.forEach((node, index) => {
    if (node !== undefined && (node.nodeType === "leaf") !== (index % 2 === 0))
      throw new MalformedError("a leaf among the parents, or a parent among the leaves");
  });
  return tree;
}

async function rosterOfTree(tree: RatchetTree): Promise<Roster> {
  const leaves: (HandshakeMember | undefined)[] = [];
  for (let index = 0; index < tree.length; index += 2) {
    const node = tree[index];
    leaves.push(node?.nodeType === "leaf" ? await verifyLeaf(node.leaf) : undefined);
  }
  return trimRoster(leaves);
}

/** A GroupInfo whose signature, tree hash and credentials hold, and its roster. */
export async function inspectGroupInfo(info: GroupInfo): Promise<ParsedGroupInfo> {
  const { groupContext } = info;
  if (groupContext.cipherSuite !== SUITE_NAME || groupContext.version !== "mls10")
    throw new MembershipError("another cipher suite or version");
  if (groupContext.extensions.length > 0) throw new MembershipError("group extensions out of profile");
  if (!info.extensions.some((extension) => extension.extensionType === "external_pub"))
    throw new MalformedError("no external_pub");
  const tree = treeOf(info);
  const roster = await rosterOfTree(tree);
  const signer = roster[info.signer];
  if (signer === undefined) throw new MembershipError("GroupInfo is signed by no member");
  const { hash, signature } = await suite();
  let holds = false;
  try {
    holds =
      (await verifyGroupInfoSignature(info, signer.signatureKey, signature)) &&
      equalBytes(await treeHashRoot(tree, hash), groupContext.treeHash);
  } catch (cause) {
    throw new MembershipError("GroupInfo does not verify", { cause });
  }
  if (!holds) throw new MembershipError("GroupInfo does not verify");
  return { groupId: groupContext.groupId.slice(), epoch: groupContext.epoch, signer: info.signer, roster };
}

/** @throws MalformedError, CredentialError, MembershipError or GroupFullError */
export async function parseGroupInfo(bytes: Uint8Array): Promise<ParsedGroupInfo> {
  return inspectGroupInfo(decodeMessage(bytes, "mls_group_info").groupInfo);
}
