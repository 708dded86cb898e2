import { isWritten } from "../conversations/body-content.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { withReaction } from "../conversations/message-view.ts";
import type { Context } from "../core/context.ts";
import { decodePayload } from "../payload/decode-payload.ts";
import { encodePayload } from "../payload/encode-payload.ts";
import type { Payload } from "../payload/payload.ts";
import { earlyTable, type MessageRecord } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";

export type OperationPayload = Extract<Payload, { kind: "edit" | "delete" | "react" }>;

/** An edit, deletion or reaction. */
export interface OperationMessage {
  readonly author: string;
  readonly at: number;
  readonly payload: OperationPayload;
}

/** Applies an operation to its target, or keeps it until the target has come. */
export async function applyOperation(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  conversation: string,
  operation: OperationMessage,
): Promise<void> {
  const { author, at, payload } = operation;
  const target = await log.find(tx, conversation, payload.target);
  if (target === undefined || target.body.kind === "undecryptable") {
    const early = { author, at, payload: encodePayload(payload) };
    earlyTable.put(tx, [conversation, earlyKey(payload.target), payload.id], early);
    return;
  }
  const changed = changedBy(target, operation);
  if (changed === undefined) return;
  await log.save(tx, changed);
  context.log("operation.applied", { kind: payload.kind });
}

/** Applies what came before its target. */
export async function withEarlyOperations(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  message: MessageRecord,
): Promise<void> {
  const key = [message.conversation, earlyKey(message.id)];
  for (const { key: id, row } of await earlyTable.list(tx, key)) {
    earlyTable.delete(tx, ...key, id);
    const payload = decodePayload(row.payload);
    if (payload.kind === "edit" || payload.kind === "delete" || payload.kind === "react") {
      const operation = { author: row.author, at: row.at, payload };
      await applyOperation(context, log, tx, message.conversation, operation);
    }
  }
}

/** The target after the operation; undefined when its author may not do that. */
export function changedBy(target: MessageRecord, operation: OperationMessage): MessageRecord | undefined {
  const { author, payload } = operation;
  if (!isWritten(target.body)) return undefined;
  switch (payload.kind) {
    case "react":
      return { ...target, reactions: withReaction(target.reactions, author, payload.emoji) };
    case "edit":
      if (author !== target.author || target.body.kind !== "text") return undefined;
      // Edits may overtake each other: the author's clock decides.
      if (target.editedAt !== undefined && payload.sentAt < target.editedAt) return undefined;
      return { ...target, body: { kind: "text", text: payload.text }, editedAt: payload.sentAt };
    case "delete": {
      if (author !== target.author) return undefined;
      const { replyTo: _reply, editedAt: _edited, ...rest } = target;
      return { ...rest, body: { kind: "deleted" }, reactions: [] };
    }
  }
}

/** An id may hold a slash, which would end its part of a key. */
function earlyKey(id: string): string {
  return id.replaceAll("/", "%");
}
