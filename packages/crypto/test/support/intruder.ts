import type { ClientConfig, ClientState, Credential, LeafNode } from "ts-mls";
import { createCommit, decodeMlsMessage, generateKeyPackageWithKey, joinGroupExternal } from "ts-mls";
import { signCredential } from "../../src/credential.ts";
import type { DeviceIdentity } from "../../src/index.ts";
import { clientConfig } from "../../src/mls/config.ts";
import { encodeMessage } from "../../src/mls/message.ts";
import { SUITE_NAME, suite } from "../../src/mls/suite.ts";
import type { Person } from "./people.ts";

/** ts-mls as it comes: whoever asks is believed. */
export const credulous: ClientConfig = {
  ...clientConfig,
  authService: { validateCredential: async () => true },
};

/** A credential for this person's device key, signed by its account key, that names someone else. */
export function claiming(person: Person, account: string, device = "phone"): Credential {
  const identity = signCredential(account, device, person.identity.signature.publicKey, person.accountKey);
  return { credentialType: "basic", identity };
}

/** The commit by which a member puts another credential into its own leaf. */
export async function commitWithCredential(state: ClientState, credential: Credential): Promise<Uint8Array> {
  const index = 2 * state.privatePath.leafIndex;
  const ratchetTree = state.ratchetTree.slice();
  const node = ratchetTree[index];
  if (node?.nodeType !== "leaf") throw new Error("own leaf");
  ratchetTree[index] = { nodeType: "leaf", leaf: { ...node.leaf, credential } };
  const made = await createCommit(
    { state: { ...state, ratchetTree, clientConfig: credulous }, cipherSuite: await suite() },
    { wireAsPublicMessage: true },
  );
  return encodeMessage(made.commit);
}

/** An external commit with no scruples: removes the leaf that `victim` picks, joins under `credential`. */
export async function externalCommit(
  identity: DeviceIdentity,
  credential: Credential,
  groupInfo: Uint8Array,
  victim?: (leaf: LeafNode) => boolean,
): Promise<Uint8Array> {
  const info = decodeMlsMessage(groupInfo, 0)?.[0];
  if (info?.wireformat !== "mls_group_info") throw new Error("GroupInfo");
  const cs = await suite();
  const now = BigInt(Math.floor(Date.now() / 1000));
  const pair = await generateKeyPackageWithKey(
    credential,
    {
      versions: ["mls10"],
      ciphersuites: [SUITE_NAME],
      extensions: [],
      proposals: [],
      credentials: ["basic"],
    },
    { notBefore: now - 60n, notAfter: now + 86_400n },
    [],
    { signKey: identity.signature.privateKey, publicKey: identity.signature.publicKey },
    cs,
  );
  const config: ClientConfig = {
    ...credulous,
    keyPackageEqualityConfig: {
      ...credulous.keyPackageEqualityConfig,
      compareKeyPackageToLeafNode: (_, leaf) => victim?.(leaf) ?? false,
    },
  };
  const joined = await joinGroupExternal(
    info.groupInfo,
    pair.publicPackage,
    pair.privatePackage,
    victim !== undefined,
    cs,
    undefined,
    config,
  );
  return encodeMessage({
    version: "mls10",
    wireformat: "mls_public_message",
    publicMessage: joined.publicMessage,
  });
}
