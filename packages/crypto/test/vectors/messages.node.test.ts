import { expect } from "bun:test";
import { decodeMlsMessage, encodeMlsMessage, type GroupContext } from "ts-mls";
import { verifyMembershipTag } from "ts-mls/authenticatedContent.js";
import { decodeCommit, encodeCommit } from "ts-mls/commit.js";
import { toTbs } from "ts-mls/framedContent.js";
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from "ts-mls/groupInfo.js";
import { decodeGroupSecrets, encodeGroupSecrets } from "ts-mls/groupSecrets.js";
import { makeKeyPackageRef } from "ts-mls/keyPackage.js";
import { unprotectPrivateMessage } from "ts-mls/messageProtection.js";
import { unprotectPublicMessage } from "ts-mls/messageProtectionPublic.js";
import * as proposals from "ts-mls/proposal.js";
import { decodeRatchetTree, encodeRatchetTree } from "ts-mls/ratchetTree.js";
import { createSecretTree } from "ts-mls/secretTree.js";
import { decryptGroupInfo, decryptGroupSecrets } from "ts-mls/welcome.js";
import { clientConfig } from "../../src/mls/config.ts";
import { fromHex, suite1, toHex, vectors, whole } from "../support/vectors.ts";

const messageKinds = [
  "mls_welcome",
  "mls_group_info",
  "mls_key_package",
  "public_message_application",
  "public_message_proposal",
  "public_message_commit",
  "private_message",
] as const;
type Messages = Record<
  | (typeof messageKinds)[number]
  | "ratchet_tree"
  | "group_secrets"
  | "commit"
  | "add_proposal"
  | "update_proposal"
  | "remove_proposal"
  | "pre_shared_key_proposal"
  | "re_init_proposal"
  | "external_init_proposal"
  | "group_context_extensions_proposal",
  string
>;
vectors<Messages>("messages.json", async (vector) => {
  for (const kind of messageKinds)
    expect(toHex(encodeMlsMessage(whole(decodeMlsMessage, vector[kind])))).toBe(vector[kind]);
  const again: [string, string][] = [
    [toHex(encodeRatchetTree(whole(decodeRatchetTree, vector.ratchet_tree))), vector.ratchet_tree],
    [toHex(encodeGroupSecrets(whole(decodeGroupSecrets, vector.group_secrets))), vector.group_secrets],
    [toHex(encodeCommit(whole(decodeCommit, vector.commit))), vector.commit],
    [toHex(proposals.encodeAdd(whole(proposals.decodeAdd, vector.add_proposal))), vector.add_proposal],
    [
      toHex(proposals.encodeUpdate(whole(proposals.decodeUpdate, vector.update_proposal))),
      vector.update_proposal,
    ],
    [
      toHex(proposals.encodeRemove(whole(proposals.decodeRemove, vector.remove_proposal))),
      vector.remove_proposal,
    ],
    [
      toHex(proposals.encodePSK(whole(proposals.decodePSK, vector.pre_shared_key_proposal))),
      vector.pre_shared_key_proposal,
    ],
    [
      toHex(proposals.encodeReinit(whole(proposals.decodeReinit, vector.re_init_proposal))),
      vector.re_init_proposal,
    ],
    [
      toHex(proposals.encodeExternalInit(whole(proposals.decodeExternalInit, vector.external_init_proposal))),
      vector.external_init_proposal,
    ],
    [
      toHex(
        proposals.encodeGroupContextExtensions(
          whole(proposals.decodeGroupContextExtensions, vector.group_context_extensions_proposal),
        ),
      ),
      vector.group_context_extensions_proposal,
    ],
  ];
  for (const [encoded, original] of again) expect(encoded).toBe(original);
});

interface WelcomeVector {
  init_priv: string;
  key_package: string;
  signer_pub: string;
  welcome: string;
}
vectors<WelcomeVector>("welcome.json", async (vector) => {
  const welcome = whole(decodeMlsMessage, vector.welcome);
  const keyPackage = whole(decodeMlsMessage, vector.key_package);
  if (welcome.wireformat !== "mls_welcome" || keyPackage.wireformat !== "mls_key_package")
    throw new Error("wireformat");
  const key = await suite1.hpke.importPrivateKey(fromHex(vector.init_priv));
  const ref = await makeKeyPackageRef(keyPackage.keyPackage, suite1.hash);
  const secrets = await decryptGroupSecrets(key, ref, welcome.welcome, suite1.hpke);
  if (secrets === undefined) throw new Error("group secrets");
  const zeros = new Uint8Array(suite1.kdf.size);
  const info = await decryptGroupInfo(welcome.welcome, secrets.joinerSecret, zeros, suite1);
  if (info === undefined) throw new Error("group info");
  expect(await verifyGroupInfoSignature(info, fromHex(vector.signer_pub), suite1.signature)).toBe(true);
  expect(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, zeros, suite1)).toBe(true);
});

type Protection = Record<
  | "group_id"
  | "tree_hash"
  | "confirmed_transcript_hash"
  | "signature_pub"
  | "encryption_secret"
  | "sender_data_secret"
  | "membership_key"
  | "proposal"
  | "proposal_priv"
  | "proposal_pub"
  | "commit"
  | "commit_priv"
  | "commit_pub"
  | "application"
  | "application_priv",
  string
> & { epoch: number };
vectors<Protection>("message-protection.json", async (vector) => {
  const context: GroupContext = {
    version: "mls10",
    cipherSuite: suite1.name,
    groupId: fromHex(vector.group_id),
    epoch: BigInt(vector.epoch),
    treeHash: fromHex(vector.tree_hash),
    confirmedTranscriptHash: fromHex(vector.confirmed_transcript_hash),
    extensions: [],
  };
  const key = fromHex(vector.signature_pub);
  // The messages come from leaf 1 of a tree of two, of which the vector gives no more than the signature key.
  const leaf = { nodeType: "leaf", leaf: {} } as NonNullable<ReturnType<typeof decodeRatchetTree>>[0][number];
  const tree = [leaf, undefined, leaf];
  for (const kind of ["proposal", "commit", "application"] as const) {
    const message = whole(decodeMlsMessage, vector[`${kind}_priv`]);
    if (message.wireformat !== "mls_private_message") throw new Error("wireformat");
    const secretTree = await createSecretTree(2, fromHex(vector.encryption_secret), suite1.kdf);
    const { content } = await unprotectPrivateMessage(
      fromHex(vector.sender_data_secret),
      message.privateMessage,
      secretTree,
      tree,
      context,
      clientConfig.keyRetentionConfig,
      suite1,
      key,
    );
    expect(content.content.contentType).toBe(kind);
    if (content.content.contentType === "application")
      expect(toHex(content.content.applicationData)).toBe(vector.application);
    if (content.content.contentType === "commit")
      expect(toHex(encodeCommit(content.content.commit))).toBe(vector.commit);
    if (content.content.contentType === "proposal")
      expect(toHex(proposals.encodeProposal(content.content.proposal))).toBe(vector.proposal);
  }
  for (const kind of ["proposal", "commit"] as const) {
    const message = whole(decodeMlsMessage, vector[`${kind}_pub`]);
    if (message.wireformat !== "mls_public_message") throw new Error("wireformat");
    const { publicMessage } = message;
    const membershipKey = fromHex(vector.membership_key);
    const { content } = await unprotectPublicMessage(
      membershipKey,
      context,
      tree,
      publicMessage,
      suite1,
      key,
    );
    expect(content.contentType).toBe(kind);
    if (publicMessage.senderType !== "member") throw new Error("sender");
    const tbm = {
      contentTbs: toTbs(publicMessage.content, "mls_public_message", context),
      auth: publicMessage.auth,
    };
    expect(await verifyMembershipTag(membershipKey, tbm, publicMessage.membershipTag, suite1.hash)).toBe(
      true,
    );
  }
});
