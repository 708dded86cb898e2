import type { AccountKey } from "./account-key.ts";
import { CredentialError, MalformedError } from "./errors.ts";
import { checkIdentifier } from "./identifier.ts";
import { KEY_BYTES, SIGNATURE_BYTES, signLabelled, verifyLabelled } from "./signing.ts";
import { Reader, Writer } from "./wire.ts";

const VERSION = 1;
const LABEL = "Credential";

/** What a member of a group is: a device of an account, under one account key. */
export interface Credential {
  readonly account: string;
  readonly device: string;
  /** Ed25519, the key of the device's MLS leaves. */
  readonly signatureKey: Uint8Array;
  readonly accountKey: Uint8Array;
}

function encodeFields(credential: Credential): Uint8Array {
  return new Writer()
    .u8(VERSION)
    .text(credential.account)
    .text(credential.device)
    .fixed(credential.signatureKey)
    .fixed(credential.accountKey)
    .done();
}

/**
 * The identity of a basic MLS credential (RFC 9420 section 5.3): version, account, device, device key, account key, and
 * the account key's signature over them.
 */
export function signCredential(
  account: string,
  device: string,
  signatureKey: Uint8Array,
  accountKey: AccountKey,
): Uint8Array {
  const fields = encodeFields({
    account: checkIdentifier(account),
    device: checkIdentifier(device),
    signatureKey,
    accountKey: accountKey.publicKey,
  });
  return new Writer()
    .fixed(fields)
    .fixed(signLabelled(accountKey.privateKey, LABEL, fields))
    .done();
}

/** Decodes without verifying: only for bytes that have been verified before. @throws CredentialError */
export function decodeCredential(bytes: Uint8Array): Credential & { readonly signature: Uint8Array } {
  try {
    const reader = new Reader(bytes);
    reader.version(VERSION);
    const account = checkIdentifier(reader.text());
    const device = checkIdentifier(reader.text());
    const signatureKey = reader.fixed(KEY_BYTES);
    const accountKey = reader.fixed(KEY_BYTES);
    const signature = reader.fixed(SIGNATURE_BYTES);
    reader.end();
    return { account, device, signatureKey, accountKey, signature };
  } catch (cause) {
    if (cause instanceof MalformedError) throw new CredentialError("malformed credential", { cause });
    throw cause;
  }
}

/** @throws CredentialError when the bytes are malformed or the account key has not signed them. */
export async function verifyCredential(bytes: Uint8Array): Promise<Credential> {
  const { signature, ...credential } = decodeCredential(bytes);
  if (!(await verifyLabelled(credential.accountKey, LABEL, encodeFields(credential), signature)))
    throw new CredentialError("credential is not signed by its account key");
  return credential;
}
