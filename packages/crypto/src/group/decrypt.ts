import type { ClientState, EpochReceiverData, PrivateMessage } from "ts-mls";
import { decryptSenderData } from "ts-mls/privateMessage.js";
import { processPrivateMessage } from "ts-mls/processMessages.js";
import { emptyPskIndex } from "ts-mls/pskIndex.js";
import { equalBytes } from "../bytes.ts";
import {
  CryptoError,
  DuplicateMessageError,
  FutureEpochError,
  MalformedError,
  RemovedError,
  StaleEpochError,
  UndecryptableError,
  WrongGroupError,
} from "../errors.ts";
import type { Member } from "../handshake/roster.ts";
import { decodeMessage } from "../mls/message.ts";
import { type GroupState, rosterOfTree, unwrap, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { openFrame } from "./frame.ts";

export interface Decrypted {
  /** As of the message's epoch. */
  readonly sender: Member;
  readonly payload: Uint8Array;
  /** To be persisted in one transaction with the payload and the message's id. */
  readonly state: GroupState;
  readonly epoch: bigint;
  readonly generation: number;
}

type EpochKeys = Pick<EpochReceiverData, "secretTree" | "ratchetTree" | "senderDataSecret">;

function keysOf(state: GroupState, mls: ClientState, message: PrivateMessage): EpochKeys {
  if (message.epoch === state.epoch)
    return {
      secretTree: mls.secretTree,
      ratchetTree: mls.ratchetTree,
      senderDataSecret: mls.keySchedule.senderDataSecret,
    };
  if (message.epoch > state.epoch) {
    if (!state.active) throw new RemovedError("this device was removed from the group");
    throw new FutureEpochError(message.epoch, state.epoch);
  }
  const past = mls.historicalReceiverData.get(message.epoch);
  if (past === undefined) throw new StaleEpochError(message.epoch, state.epoch);
  return past;
}

interface Sender {
  readonly member: Member;
  readonly generation: number;
}

/** ts-mls does not return the sender of an application message: it is in the encrypted sender data (section 6.3.2). */
async function recoverSender(message: PrivateMessage, keys: EpochKeys): Promise<Sender> {
  const data = await decryptSenderData(message, keys.senderDataSecret, await suite());
  const leaf = data?.leafIndex ?? -1;
  const member = rosterOfTree(keys.ratchetTree)[leaf];
  if (data === undefined || member === undefined) throw new UndecryptableError("sender is no member");
  const ratchet = keys.secretTree[2 * leaf]?.application;
  if (ratchet === undefined) throw new UndecryptableError("sender has no ratchet");
  const { generation } = data;
  if (generation < ratchet.generation && ratchet.unusedGenerations[generation] === undefined)
    throw new DuplicateMessageError("generation has been read, or is too old");
  return { member: { ...member, leaf }, generation };
}

/**
 * Decrypts an application message of this or one of the 4 past epochs, in any order within 1000 generations.
 * @throws DuplicateMessageError, StaleEpochError, FutureEpochError, UndecryptableError, MembershipError (a message that
 * names another sender than its header), WrongGroupError, RemovedError, MalformedError
 */
export async function decrypt(state: GroupState, message: Uint8Array): Promise<Decrypted> {
  const mls = unwrap(state);
  const { privateMessage } = decodeMessage(message, "mls_private_message");
  if (!equalBytes(privateMessage.groupId, state.groupId))
    throw new WrongGroupError("message of another group");
  if (privateMessage.contentType !== "application") throw new MalformedError("not an application message");
  const keys = keysOf(state, mls, privateMessage);
  try {
    const { member, generation } = await recoverSender(privateMessage, keys);
    const read = await processPrivateMessage(mls, privateMessage, emptyPskIndex, await suite());
    if (read.kind !== "applicationMessage") throw new UndecryptableError("not an application message");
    const payload = openFrame(read.message, member.leaf);
    return { sender: member, payload, state: wrap(read.newState), epoch: privateMessage.epoch, generation };
  } catch (cause) {
    if (cause instanceof CryptoError) throw cause;
    throw new UndecryptableError("message does not decrypt", { cause });
  }
}
