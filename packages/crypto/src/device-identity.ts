import type { AccountKey } from "./account-key.ts";
import { equalBytes } from "./bytes.ts";
import { signCredential, verifyCredential } from "./credential.ts";
import { CredentialError } from "./errors.ts";
import {
  generateSealingKey,
  generateSigningKey,
  KEY_BYTES,
  type KeyPair,
  sealingPublicKey,
  signingPublicKey,
} from "./signing.ts";
import { Reader, Writer } from "./wire.ts";

const VERSION = 1;

/** A device and its private keys. */
export interface DeviceIdentity {
  /** Opaque account id: 1–64 bytes of UTF-8, no control characters. */
  readonly account: string;
  /** Opaque device id, same limits. */
  readonly device: string;
  /** The account's public key. */
  readonly accountKey: Uint8Array;
  /** Ed25519: the key of every MLS leaf of this device. */
  readonly signature: KeyPair;
  /** X25519: for sealed boxes, never an MLS key. */
  readonly hpke: KeyPair;
  /** Account, device, device key and account key, signed by the account key. */
  readonly credential: Uint8Array;
}

/** New keys for a device. @throws MalformedError for an id out of bounds. */
export async function createDeviceIdentity(
  account: string,
  device: string,
  accountKey: AccountKey,
): Promise<DeviceIdentity> {
  const signature = generateSigningKey();
  const credential = signCredential(account, device, signature.publicKey, accountKey);
  return {
    account,
    device,
    accountKey: accountKey.publicKey,
    signature,
    hpke: generateSealingKey(),
    credential,
  };
}

/** The same device keys under another account key, after a revocation has rotated it. */
export async function renewCredential(
  identity: DeviceIdentity,
  accountKey: AccountKey,
): Promise<DeviceIdentity> {
  const credential = signCredential(
    identity.account,
    identity.device,
    identity.signature.publicKey,
    accountKey,
  );
  return { ...identity, accountKey: accountKey.publicKey, credential };
}

/** Holds private keys: encrypt at rest. */
export function encodeDeviceIdentity(identity: DeviceIdentity): Uint8Array {
  return new Writer()
    .u8(VERSION)
    .fixed(identity.signature.privateKey)
    .fixed(identity.hpke.privateKey)
    .opaque(identity.credential)
    .done();
}

/** @throws MalformedError, or CredentialError when the credential is not for these keys. */
export async function decodeDeviceIdentity(bytes: Uint8Array): Promise<DeviceIdentity> {
  const reader = new Reader(bytes);
  reader.version(VERSION);
  const signatureKey = reader.fixed(KEY_BYTES);
  const hpkeKey = reader.fixed(KEY_BYTES);
  const credential = reader.opaque();
  reader.end();
  const { account, device, accountKey, signatureKey: certified } = await verifyCredential(credential);
  const publicKey = signingPublicKey(signatureKey);
  if (!equalBytes(publicKey, certified)) throw new CredentialError("credential is for another device key");
  return {
    account,
    device,
    accountKey,
    signature: { privateKey: signatureKey, publicKey },
    hpke: { privateKey: hpkeKey, publicKey: sealingPublicKey(hpkeKey) },
    credential,
  };
}
