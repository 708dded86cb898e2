import type { Credential as MlsCredential } from "ts-mls";
import { equalBytes } from "../bytes.ts";
import { type Credential, decodeCredential, verifyCredential } from "../credential.ts";
import { CredentialError } from "../errors.ts";

interface LeafIdentity {
  readonly credential: MlsCredential;
  readonly signaturePublicKey: Uint8Array;
}

function identityBytes(leaf: LeafIdentity): Uint8Array {
  if (leaf.credential.credentialType !== "basic") throw new CredentialError("credential type");
  return leaf.credential.identity;
}

function bound(leaf: LeafIdentity, credential: Credential): Credential {
  if (!equalBytes(leaf.signaturePublicKey, credential.signatureKey))
    throw new CredentialError("credential is for another device key than the leaf's");
  const { account, device, signatureKey, accountKey } = credential;
  return { account, device, signatureKey, accountKey };
}

/** The identity in a leaf, its signature and its binding to the leaf's key verified. @throws CredentialError */
export async function verifyLeaf(leaf: LeafIdentity): Promise<Credential> {
  return bound(leaf, await verifyCredential(identityBytes(leaf)));
}

/** The identity in a leaf of a tree that has been verified on its way in. @throws CredentialError */
export function readLeaf(leaf: LeafIdentity): Credential {
  return bound(leaf, decodeCredential(identityBytes(leaf)));
}
