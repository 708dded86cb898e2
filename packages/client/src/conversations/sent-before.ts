import { isValidStanzaId } from "@culver/protocol";
import { ClientError } from "../errors.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { type MessageRecord, sentTable } from "../records/message-record.ts";
import { smsTextTable } from "../records/sms-record.ts";
import type { Reader } from "../store/transaction.ts";
import type { MessageLog } from "./message-log.ts";

/**
 * The message that the conversation has under an id of the caller's, which is then not sent again. Throws ClientError
 * `not_possible` for an id that is none, or that stands for something else.
 */
export async function sentBefore(
  reader: Reader,
  { log, outbox }: { readonly log: MessageLog; readonly outbox: Outbox },
  conversation: string,
  id: string | undefined,
): Promise<MessageRecord | undefined> {
  if (id === undefined) return undefined;
  if (!isValidStanzaId(id))
    throw new ClientError("not_possible", "An id has 1 to 64 visible ASCII characters.");
  const known = await log.find(reader, conversation, id);
  if (known?.outgoing) return known;
  const taken =
    known !== undefined ||
    (await outbox.has(reader, id)) ||
    (await sentTable.has(reader, conversation, id)) ||
    (await smsTextTable.has(reader, id));
  if (taken) throw new ClientError("not_possible", "Something else has this id.");
  return undefined;
}
