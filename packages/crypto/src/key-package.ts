import type { Capabilities, KeyPackage, PrivateKeyPackage } from "ts-mls";
import { decodeKeyPackage, encodeKeyPackage, generateKeyPackageWithKey } from "ts-mls/keyPackage.js";
import { equalBytes } from "./bytes.ts";
import type { DeviceIdentity } from "./device-identity.ts";
import { KeyPackageError, MalformedError } from "./errors.ts";
import { keyPackageRef, LAST_RESORT_EXTENSION } from "./handshake/parse-key-package.ts";
import { encodeMessage } from "./mls/message.ts";
import { SUITE_NAME, suite } from "./mls/suite.ts";
import { KEY_BYTES } from "./signing.ts";
import { Reader, Writer } from "./wire.ts";

const VERSION = 1;
const DAY_SECONDS = 86_400;
const DEFAULT_DAYS = 90;
/** Clocks of others may be a day behind. */
const SKEW_SECONDS = DAY_SECONDS;

export interface NewKeyPackage {
  /** To publish. */
  readonly keyPackage: Uint8Array;
  /** To keep, encrypted, until a Welcome has used it. */
  readonly privateBytes: Uint8Array;
  readonly ref: Uint8Array;
  /** Milliseconds. */
  readonly expiresAt: number;
  readonly lastResort: boolean;
}

export interface KeyPackageOptions {
  readonly lastResort?: boolean;
  /** Milliseconds. */
  readonly now?: number;
  /** 1 to 365. */
  readonly days?: number;
}

const capabilities: Capabilities = {
  versions: ["mls10"],
  ciphersuites: [SUITE_NAME],
  extensions: [LAST_RESORT_EXTENSION],
  proposals: [],
  credentials: ["basic"],
};

interface KeyPackagePair {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
}

/** A fresh pair for a device (RFC 9420 section 10). @throws RangeError for days out of bounds */
export async function newKeyPackagePair(
  identity: DeviceIdentity,
  options: KeyPackageOptions = {},
): Promise<KeyPackagePair> {
  const { days = DEFAULT_DAYS, now = Date.now(), lastResort = false } = options;
  if (!(days >= 1 && days <= 365)) throw new RangeError("days must be 1 to 365");
  const seconds = Math.floor(now / 1000);
  return generateKeyPackageWithKey(
    { credentialType: "basic", identity: identity.credential },
    capabilities,
    {
      notBefore: BigInt(seconds - SKEW_SECONDS),
      notAfter: BigInt(seconds + Math.floor(days * DAY_SECONDS)),
    },
    lastResort ? [{ extensionType: LAST_RESORT_EXTENSION, extensionData: new Uint8Array() }] : [],
    { signKey: identity.signature.privateKey, publicKey: identity.signature.publicKey },
    await suite(),
  );
}

export async function createKeyPackage(
  identity: DeviceIdentity,
  options: KeyPackageOptions = {},
): Promise<NewKeyPackage> {
  const { publicPackage, privatePackage } = await newKeyPackagePair(identity, options);
  const privateBytes = new Writer()
    .u8(VERSION)
    .opaque(encodeKeyPackage(publicPackage))
    .fixed(privatePackage.initPrivateKey)
    .fixed(privatePackage.hpkePrivateKey)
    .done();
  return {
    keyPackage: encodeMessage({ version: "mls10", wireformat: "mls_key_package", keyPackage: publicPackage }),
    privateBytes,
    ref: await keyPackageRef(publicPackage),
    expiresAt: Number(publicPackage.leafNode.lifetime.notAfter) * 1000,
    lastResort: options.lastResort ?? false,
  };
}

/** @throws MalformedError, or KeyPackageError when the package is another device's. */
export function decodePrivateKeyPackage(bytes: Uint8Array, identity: DeviceIdentity): KeyPackagePair {
  const reader = new Reader(bytes);
  reader.version(VERSION);
  const encoded = reader.opaque();
  const initPrivateKey = reader.fixed(KEY_BYTES);
  const hpkePrivateKey = reader.fixed(KEY_BYTES);
  reader.end();
  let publicPackage: KeyPackage | undefined;
  try {
    publicPackage = decodeKeyPackage(encoded, 0)?.[0];
  } catch (cause) {
    throw new MalformedError("key package does not decode", { cause });
  }
  if (publicPackage === undefined) throw new MalformedError("key package does not decode");
  if (!equalBytes(publicPackage.leafNode.signaturePublicKey, identity.signature.publicKey))
    throw new KeyPackageError("credential", "key package of another device");
  return {
    publicPackage,
    privatePackage: { initPrivateKey, hpkePrivateKey, signaturePrivateKey: identity.signature.privateKey },
  };
}
