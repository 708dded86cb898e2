import type { ClientState, EpochReceiverData } from "ts-mls";
import type { Decoder } from "ts-mls/codec/tlsDecoder.js";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { decodeGroupContext, groupContextEncoder } from "ts-mls/groupContext.js";
import { decodeKeySchedule, keyScheduleEncoder } from "ts-mls/keySchedule.js";
import { decodePrivateKeyPath, privateKeyPathEncoder } from "ts-mls/privateKeyPath.js";
import { decodeRatchetTree, ratchetTreeEncoder } from "ts-mls/ratchetTree.js";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import { CryptoError, DeviceKeyMismatchError, StateError } from "../errors.ts";
import { rosterMembers } from "../handshake/roster.ts";
import { clientConfig } from "../mls/config.ts";
import { type GroupState, rosterOfTree, unwrap, wrap } from "../mls/state.ts";
import { Reader, Writer } from "../wire.ts";
import { isOwn } from "./check-joined.ts";
import { readSecretTree, writeSecretTree } from "./secret-tree-codec.ts";

const VERSION = 1;

/** `epochBlob` changes when the epoch moves or a past epoch was read; `messageBlob` with every message. */
export interface GroupBlobs {
  readonly epochBlob: Uint8Array;
  readonly messageBlob: Uint8Array;
}

const encodeContext = encode(groupContextEncoder);
const encodeSchedule = encode(keyScheduleEncoder);
const encodePath = encode(privateKeyPathEncoder);
const encodeTree = encode(ratchetTreeEncoder);

function leavesOf(tree: ClientState["ratchetTree"]): number[] {
  return rosterMembers(rosterOfTree(tree)).map(({ leaf }) => leaf);
}

/** The ratchets of the current epoch, bound by the confirmation tag to the epoch blob they go with. */
export function encodeMessageBlob(state: GroupState): Uint8Array {
  const mls = unwrap(state);
  const writer = new Writer().u8(VERSION).opaque(mls.confirmationTag);
  writeSecretTree(writer, mls.secretTree, leavesOf(mls.ratchetTree));
  return writer.done();
}

function writePast(writer: Writer, epoch: bigint, past: EpochReceiverData): void {
  writer
    .u64(epoch)
    .opaque(past.resumptionPsk)
    .opaque(past.senderDataSecret)
    .opaque(encodeContext(past.groupContext))
    .opaque(encodeTree(past.ratchetTree));
  writeSecretTree(writer, past.secretTree, leavesOf(past.ratchetTree));
}

/** The device's signature key is in neither blob (DESIGN rule 7). */
export function encodeGroupState(state: GroupState): GroupBlobs {
  const mls = unwrap(state);
  const writer = new Writer()
    .u8(VERSION)
    .opaque(mls.confirmationTag)
    .u8(state.active ? 1 : 0)
    .opaque(encodeContext(mls.groupContext))
    .opaque(encodeSchedule(mls.keySchedule))
    .opaque(encodePath(mls.privatePath))
    .opaque(encodeTree(mls.ratchetTree))
    .u8(mls.historicalReceiverData.size);
  for (const [epoch, past] of mls.historicalReceiverData) writePast(writer, epoch, past);
  return { epochBlob: writer.done(), messageBlob: encodeMessageBlob(state) };
}

/** Whether `after` needs its epoch blob written, when `before`'s is stored. */
export function epochBlobChanged(before: GroupState, after: GroupState): boolean {
  const a = unwrap(before);
  const b = unwrap(after);
  return (
    a.ratchetTree !== b.ratchetTree ||
    a.historicalReceiverData !== b.historicalReceiverData ||
    a.groupActiveState.kind !== b.groupActiveState.kind
  );
}

function decodeWhole<T>(decoder: Decoder<T>, bytes: Uint8Array): T {
  const decoded = decoder(bytes, 0);
  if (decoded === undefined || decoded[1] !== bytes.length) throw new StateError("blob does not decode");
  return decoded[0];
}

/** The tree decoder pads to a full tree and reports the bytes it read, so the whole is what it must have read. */
function readPast(reader: Reader): [bigint, EpochReceiverData] {
  const epoch = reader.u64();
  const resumptionPsk = reader.opaque();
  const senderDataSecret = reader.opaque();
  const groupContext = decodeWhole(decodeGroupContext, reader.opaque());
  const ratchetTree = decodeWhole(decodeRatchetTree, reader.opaque());
  return [
    epoch,
    { resumptionPsk, senderDataSecret, groupContext, ratchetTree, secretTree: readSecretTree(reader) },
  ];
}

function readBlobs({ epochBlob, messageBlob }: GroupBlobs, identity: DeviceIdentity): ClientState {
  const messages = new Reader(messageBlob);
  messages.version(VERSION);
  const messageTag = messages.opaque();
  const secretTree = readSecretTree(messages);
  messages.end();
  const reader = new Reader(epochBlob);
  reader.version(VERSION);
  const confirmationTag = reader.opaque();
  if (!equalBytes(messageTag, confirmationTag)) throw new StateError("blobs of two different epochs");
  const active = reader.u8() === 1;
  const groupContext = decodeWhole(decodeGroupContext, reader.opaque());
  const keySchedule = decodeWhole(decodeKeySchedule, reader.opaque());
  const privatePath = decodeWhole(decodePrivateKeyPath, reader.opaque());
  const ratchetTree = decodeWhole(decodeRatchetTree, reader.opaque());
  const past = Array.from({ length: reader.u8() }, () => readPast(reader));
  reader.end();
  return {
    groupContext,
    keySchedule,
    secretTree,
    ratchetTree,
    privatePath,
    confirmationTag,
    signaturePrivateKey: identity.signature.privateKey,
    unappliedProposals: {},
    historicalReceiverData: new Map(past),
    groupActiveState: active ? { kind: "active" } : { kind: "removedFromGroup" },
    clientConfig,
  };
}

/** @throws StateError, or DeviceKeyMismatchError for another device's state. */
export function decodeGroupState(blobs: GroupBlobs, identity: DeviceIdentity): GroupState {
  let mls: ClientState;
  try {
    mls = readBlobs(blobs, identity);
  } catch (cause) {
    if (cause instanceof StateError) throw cause;
    throw new StateError("blob does not decode", { cause });
  }
  try {
    const own = rosterOfTree(mls.ratchetTree)[mls.privatePath.leafIndex];
    const owned =
      own !== undefined && isOwn(own, identity) && equalBytes(own.signatureKey, identity.signature.publicKey);
    if (mls.groupActiveState.kind === "active" && !owned)
      throw new DeviceKeyMismatchError("state of another device or key");
  } catch (cause) {
    if (cause instanceof DeviceKeyMismatchError || !(cause instanceof CryptoError)) throw cause;
    throw new StateError("blob does not decode", { cause });
  }
  return wrap(mls);
}
