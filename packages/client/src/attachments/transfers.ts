import type { Transfer } from "../api.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { messageView } from "../conversations/message-view.ts";
import type { Context } from "../core/context.ts";
import type { MessageRecord } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { fileIn, withTransfer } from "./attachment-body.ts";

/** Milliseconds between two events of one transfer. */
const TELL_EVERY_MS = 100;

/** Writes where a message's file is. Undefined when there is no such message any more. */
export async function saveTransfer(
  log: MessageLog,
  tx: Transaction,
  conversation: string,
  id: string,
  transfer: Transfer,
  changes: Partial<MessageRecord> = {},
): Promise<MessageRecord | undefined> {
  const message = await log.find(tx, conversation, id);
  if (message === undefined || fileIn(message.body) === undefined) return undefined;
  const saved = { ...message, ...changes, body: withTransfer(message.body, transfer) };
  await log.save(tx, saved);
  return saved;
}

/** Tells an app how far a transfer is; nothing of it is stored. */
export function progressTeller(
  { changes, clock }: Context,
  message: MessageRecord,
  state: "uploading" | "downloading",
): (done: number, total: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    const { body } = message;
    if (done < total && clock() - toldAt < TELL_EVERY_MS) return;
    toldAt = clock();
    const shown = messageView({ ...message, body: withTransfer(body, { state, done, total }) });
    changes.emit({ type: "message", message: shown, isNew: false });
  };
}
