import { CryptoError, DuplicateMessageError, decrypt } from "@culver/crypto";
import type { Context } from "../core/context.ts";
import type { GroupStates } from "../groups/group-states.ts";
import { decodePayload, MalformedPayloadError } from "../payload/decode-payload.ts";
import type { Payload } from "../payload/payload.ts";
import { groupTable } from "../records/group-record.ts";
import type { Transaction } from "../store/transaction.ts";
import type { IncomingMessage } from "./incoming.ts";

export type Opened =
  | { readonly outcome: "read"; readonly payload: Payload }
  /** Not readable with the keys at hand: heals. */
  | { readonly outcome: "missing" }
  /** Not what it says it is: dropped. */
  | { readonly outcome: "forged" };

/** Decrypts a message; the ratchet's new state goes into the same transaction. */
export async function openMessage(
  context: Context,
  tx: Transaction,
  states: GroupStates,
  message: IncomingMessage,
): Promise<Opened> {
  const state = await states.load(tx, message.mls.group);
  const group = await groupTable.get(tx, message.mls.group);
  if (state === undefined || group === undefined) return { outcome: "missing" };
  // The server tells which conversation a message belongs to; the group is bound to one.
  if (group.conversation !== message.conversation) return forged(context);
  try {
    const { sender, payload: bytes, state: next } = await decrypt(state, message.mls.bytes);
    states.save(tx, state, next);
    if (sender.account !== message.account || sender.device !== message.device) return forged(context);
    const payload = decodePayload(bytes);
    return payload.id === message.id ? { outcome: "read", payload } : forged(context);
  } catch (error) {
    if (error instanceof MalformedPayloadError) {
      context.faults.count("malformed-payload");
      return { outcome: "forged" };
    }
    if (!(error instanceof CryptoError)) throw error;
    if (error instanceof DuplicateMessageError) context.faults.count("duplicate-generation");
    context.log("message.unreadable", { error: error.name });
    return { outcome: "missing" };
  }
}

function forged(context: Context): Opened {
  context.faults.count("sender-mismatch");
  return { outcome: "forged" };
}
