import { encrypt, type Padding } from "@culver/crypto";
import { toBase64Url } from "@culver/protocol";
import type { GroupStates } from "../groups/group-states.ts";
import { contactTable } from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import { liveGroupTable } from "../records/group-record.ts";
import type { OutboxRecord } from "../records/outbox-record.ts";
import type { Transaction } from "../store/transaction.ts";
import type { Outbox } from "./outbox.ts";

/** Epochs behind the current one in which the server still accepts a message. */
const ACCEPTED_BEHIND = 1;

/**
 * Encrypts an item in its conversation's live group, unless what it holds can still be sent. Ratchet and ciphertext are
 * written by the same transaction, before anything is sent. Undefined when there is no group to encrypt in.
 */
export async function sealItem(
  tx: Transaction,
  outbox: Outbox,
  states: GroupStates,
  item: OutboxRecord,
): Promise<OutboxRecord | undefined> {
  if (item.content.kind !== "payload") return item;
  const live = await liveGroupTable.get(tx, item.conversation);
  const state = live === undefined ? undefined : await states.load(tx, live.group);
  if (state === undefined || !state.active) return undefined;
  const { sealed, payload } = item.content;
  const group = toBase64Url(state.groupId);
  const epoch = Number(state.epoch);
  if (sealed !== undefined && sealed.group === group && sealed.epoch >= epoch - ACCEPTED_BEHIND) return item;
  const encrypted = await encrypt(state, payload, { padding: await paddingFor(tx, item.conversation) });
  states.save(tx, state, encrypted.state);
  const record: OutboxRecord = {
    ...item,
    content: { kind: "payload", payload, sealed: { group, epoch, message: encrypted.message } },
  };
  outbox.update(tx, record);
  return record;
}

/** Every byte costs the one who takes encrypted SMS money. */
async function paddingFor(tx: Transaction, id: string): Promise<Padding> {
  const { peer } = (await conversationTable.get(tx, id)) ?? {};
  return peer !== undefined && (await contactTable.get(tx, peer))?.compact ? "none" : "buckets";
}
