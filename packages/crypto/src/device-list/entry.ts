import { compareBytes, equalBytes } from "../bytes.ts";
import { DeviceListError, MalformedError } from "../errors.ts";
import { checkIdentifier } from "../identifier.ts";
import {
  HASH_BYTES,
  hashLabelled,
  KEY_BYTES,
  SIGNATURE_BYTES,
  signLabelled,
  verifyLabelled,
} from "../signing.ts";
import { Reader, Writer } from "../wire.ts";

const VERSION = 1;
const LABEL = "DeviceList";
export const MAX_DEVICES = 32;

export interface ListedDevice {
  readonly device: string;
  readonly signatureKey: Uint8Array;
  readonly hpkeKey: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
}

/** One entry of the chain: the whole list at one version. */
export interface DeviceList {
  readonly account: string;
  /** From 1, one more with each entry. */
  readonly version: number;
  readonly accountKey: Uint8Array;
  /** Hash of the entry before; zeros in version 1. */
  readonly previous: Uint8Array;
  readonly devices: readonly ListedDevice[];
  /** Hash of this entry, signatures excluded. */
  readonly hash: Uint8Array;
  /** The signed entry as published. */
  readonly bytes: Uint8Array;
}

export type ListFields = Omit<DeviceList, "hash" | "bytes">;

/** An entry and what only the chain's check needs: its signed body and the old key's signature, if it rotates. */
export interface SignedList {
  readonly list: DeviceList;
  readonly body: Uint8Array;
  readonly rotationSignature: Uint8Array | undefined;
}

function encodeBody(list: ListFields): Uint8Array {
  const writer = new Writer()
    .u8(VERSION)
    .text(list.account)
    .u32(list.version)
    .fixed(list.accountKey)
    .fixed(list.previous)
    .u16(list.devices.length);
  for (const device of list.devices)
    writer.text(device.device).fixed(device.signatureKey).fixed(device.hpkeKey).u64(BigInt(device.addedAt));
  return writer.done();
}

/** Rules an entry keeps by itself. @throws DeviceListError */
function checkFields(list: ListFields): void {
  if (list.devices.length === 0) throw new DeviceListError("empty", "a list names at least one device");
  if (list.devices.length > MAX_DEVICES)
    throw new DeviceListError("too-many", `more than ${MAX_DEVICES} devices`);
  const ids = new Set(list.devices.map((device) => device.device));
  const keys = list.devices.map((device) => device.signatureKey).sort(compareBytes);
  const twice = keys.some((key, i) => i > 0 && equalBytes(key, keys[i - 1] ?? new Uint8Array()));
  if (ids.size !== list.devices.length || twice)
    throw new DeviceListError("duplicate-device", "a device or key is listed twice");
}

/** Signs an entry by its account key and, when it rotates, by the key before. */
export function signEntry(fields: ListFields, key: Uint8Array, rotatedFrom?: Uint8Array): DeviceList {
  checkFields(fields);
  const body = encodeBody(fields);
  const writer = new Writer().opaque(body).fixed(signLabelled(key, LABEL, body));
  if (rotatedFrom === undefined) writer.u8(0);
  else writer.u8(1).fixed(signLabelled(rotatedFrom, LABEL, body));
  return { ...fields, hash: hashLabelled(LABEL, body), bytes: writer.done() };
}

function readDevice(reader: Reader): ListedDevice {
  const device = checkIdentifier(reader.text());
  const signatureKey = reader.fixed(KEY_BYTES);
  const hpkeKey = reader.fixed(KEY_BYTES);
  const addedAt = reader.u64();
  if (addedAt > BigInt(Number.MAX_SAFE_INTEGER)) throw new MalformedError("time out of range");
  return { device, signatureKey, hpkeKey, addedAt: Number(addedAt) };
}

function readFields(body: Uint8Array): ListFields {
  const reader = new Reader(body);
  reader.version(VERSION);
  const account = checkIdentifier(reader.text());
  const version = reader.u32();
  const accountKey = reader.fixed(KEY_BYTES);
  const previous = reader.fixed(HASH_BYTES);
  const count = reader.u16();
  if (count > MAX_DEVICES) throw new DeviceListError("too-many", `more than ${MAX_DEVICES} devices`);
  const devices = Array.from({ length: count }, () => readDevice(reader));
  reader.end();
  return { account, version, accountKey, previous, devices };
}

/** Decodes an entry and verifies the signature of the account key it names. @throws DeviceListError */
export async function openEntry(bytes: Uint8Array): Promise<SignedList> {
  try {
    const reader = new Reader(bytes);
    const body = reader.opaque();
    const signature = reader.fixed(SIGNATURE_BYTES);
    const rotates = reader.u8();
    if (rotates > 1) throw new MalformedError("rotation flag");
    const rotationSignature = rotates === 1 ? reader.fixed(SIGNATURE_BYTES) : undefined;
    reader.end();
    const fields = readFields(body);
    checkFields(fields);
    if (!(await verifyLabelled(fields.accountKey, LABEL, body, signature)))
      throw new DeviceListError("signature", "entry is not signed by the account key it names");
    const list = { ...fields, hash: hashLabelled(LABEL, body), bytes: bytes.slice() };
    return { list, body, rotationSignature };
  } catch (cause) {
    // biome-ignore lint/style/useErrorCause: the cause is in the third argument
    if (cause instanceof MalformedError) throw new DeviceListError("malformed", "malformed entry", { cause });
    throw cause;
  }
}

export async function verifyRotation(entry: SignedList, oldAccountKey: Uint8Array): Promise<boolean> {
  const { rotationSignature } = entry;
  return (
    rotationSignature !== undefined && verifyLabelled(oldAccountKey, LABEL, entry.body, rotationSignature)
  );
}

/** Checks the entry's own signature, not its place in a chain. @throws DeviceListError */
export async function decodeDeviceList(bytes: Uint8Array): Promise<DeviceList> {
  return (await openEntry(bytes)).list;
}
