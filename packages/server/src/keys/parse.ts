import { type ParsedKeyPackage, parseKeyPackage } from "@culver/crypto/handshake";
import { type PublishedKeyPackage, StanzaError } from "@culver/protocol";
import type { DeviceDirectory } from "../devices/directory.ts";
import type { Principal } from "../ports.ts";
import type { NewKeyPackage } from "./key-packages.ts";

const MAX_KEY_PACKAGE_BYTES = 16 * 1024;

/**
 * A published key package, checked: it verifies, is valid now, and is of this account and device. Once the device is
 * listed its keys must be the listed ones.
 * @throws {StanzaError} bad-request, forbidden, not-acceptable.
 */
export async function checkKeyPackage(
  owner: Principal,
  { keyPackage: bytes, lastResort: declared }: PublishedKeyPackage,
  directory: DeviceDirectory,
  now: number,
): Promise<NewKeyPackage> {
  if (bytes.length > MAX_KEY_PACKAGE_BYTES)
    throw new StanzaError("policy-violation", "a key package is too large");
  const parsed = await parse(bytes, now);
  if (parsed.account !== owner.account || parsed.device !== String(owner.device)) {
    throw new StanzaError("forbidden", "a key package is of another device");
  }
  if (parsed.lastResort !== declared) {
    throw new StanzaError("bad-request", "a key package and its attribute last-resort differ");
  }
  await assertListedKeys(owner, parsed, directory);
  const { ref, signatureKey, accountKey, notAfter, lastResort } = parsed;
  return { bytes, ref, signatureKey, accountKey, notAfter, lastResort };
}

async function parse(bytes: Uint8Array, now: number): Promise<ParsedKeyPackage> {
  try {
    return await parseKeyPackage(bytes, now);
  } catch (cause) {
    const malformed = cause instanceof Error && cause.name === "MalformedError";
    throw malformed
      ? new StanzaError("bad-request", "a key package does not decode", { cause })
      : new StanzaError("not-acceptable", "a key package does not verify or is not valid now", { cause });
  }
}

async function assertListedKeys(
  owner: Principal,
  parsed: ParsedKeyPackage,
  directory: DeviceDirectory,
): Promise<void> {
  const listed = (await directory.devices(owner.account)).find((d) => d.device === String(owner.device));
  if (listed === undefined) return;
  const accountKey = await directory.accountKey(owner.account);
  const same =
    Buffer.compare(listed.signatureKey, parsed.signatureKey) === 0 &&
    accountKey !== undefined &&
    Buffer.compare(accountKey, parsed.accountKey) === 0;
  if (!same) throw new StanzaError("not-acceptable", "a key package has other keys than the device list");
}
