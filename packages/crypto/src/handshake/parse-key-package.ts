import type { KeyPackage } from "ts-mls";
import { makeKeyPackageRef, verifyKeyPackage } from "ts-mls/keyPackage.js";
import { verifyLeafNodeSignatureKeyPackage } from "ts-mls/leafNode.js";
import { equalBytes } from "../bytes.ts";
import { CredentialError, KeyPackageError } from "../errors.ts";
import { verifyLeaf } from "../mls/leaf-credential.ts";
import { decodeMessage } from "../mls/message.ts";
import { SUITE_NAME, suite } from "../mls/suite.ts";
import type { HandshakeMember } from "./roster.ts";

/** The last_resort key package extension (draft-ietf-mls-extensions). */
export const LAST_RESORT_EXTENSION = 0x000a;
const MAX_LIFETIME_SECONDS = 366n * 86_400n;

export interface ParsedKeyPackage extends HandshakeMember {
  /** RFC 9420 section 5.2. */
  readonly ref: Uint8Array;
  /** Milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly lastResort: boolean;
}

/** The identity of a key package whose suite, capabilities, keys, signatures and credential hold (RFC 9420 section 10.1). */
export async function verifyKeyPackageContent(keyPackage: KeyPackage): Promise<HandshakeMember> {
  const { leafNode } = keyPackage;
  const { capabilities } = leafNode;
  if (keyPackage.cipherSuite !== SUITE_NAME || keyPackage.version !== "mls10")
    throw new KeyPackageError("suite", "another cipher suite or version");
  const capable =
    capabilities.versions.includes("mls10") &&
    capabilities.ciphersuites.includes(SUITE_NAME) &&
    capabilities.credentials.includes("basic");
  if (!capable || leafNode.extensions.length > 0)
    throw new KeyPackageError("capabilities", "capabilities or leaf extensions out of profile");
  const { signature } = await suite();
  let member: HandshakeMember;
  try {
    member = await verifyLeaf(leafNode);
  } catch (cause) {
    if (cause instanceof CredentialError)
      // biome-ignore lint/style/useErrorCause: the cause is in the third argument
      throw new KeyPackageError("credential", "credential does not hold", { cause });
    throw cause;
  }
  let signed = false;
  try {
    signed =
      (await verifyLeafNodeSignatureKeyPackage(leafNode, signature)) &&
      (await verifyKeyPackage(keyPackage, signature));
  } catch (cause) {
    // biome-ignore lint/style/useErrorCause: the cause is in the third argument
    throw new KeyPackageError("signature", "signature does not verify", { cause });
  }
  if (!signed || equalBytes(keyPackage.initKey, leafNode.hpkePublicKey))
    throw new KeyPackageError("signature", "signature does not verify, or one key serves twice");
  return member;
}

/** @throws KeyPackageError `lifetime` when `now` (ms) is outside, or the span is longer than 366 days. */
export function checkLifetime(keyPackage: KeyPackage, now: number): void {
  const { notBefore, notAfter } = keyPackage.leafNode.lifetime;
  const seconds = BigInt(Math.floor(now / 1000));
  if (seconds < notBefore || seconds > notAfter)
    throw new KeyPackageError("lifetime", "outside the key package's lifetime");
  if (notAfter - notBefore > MAX_LIFETIME_SECONDS) throw new KeyPackageError("lifetime", "lifetime too long");
}

export async function keyPackageRef(keyPackage: KeyPackage): Promise<Uint8Array> {
  return makeKeyPackageRef(keyPackage, (await suite()).hash);
}

function isLastResort(keyPackage: KeyPackage): boolean {
  return keyPackage.extensions.some((extension) => extension.extensionType === LAST_RESORT_EXTENSION);
}

/** @throws MalformedError or KeyPackageError */
export async function parseKeyPackage(bytes: Uint8Array, now = Date.now()): Promise<ParsedKeyPackage> {
  const { keyPackage } = decodeMessage(bytes, "mls_key_package");
  checkLifetime(keyPackage, now);
  const member = await verifyKeyPackageContent(keyPackage);
  const { notBefore, notAfter } = keyPackage.leafNode.lifetime;
  return {
    ...member,
    ref: await keyPackageRef(keyPackage),
    notBefore: Number(notBefore) * 1000,
    notAfter: Number(notAfter) * 1000,
    lastResort: isLastResort(keyPackage),
  };
}
