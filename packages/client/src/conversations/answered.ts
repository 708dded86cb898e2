import { choicesOf } from "../payload/rich/interactive.ts";
import type { MessageRecord } from "../records/message-record.ts";
import { messageTable, positionKey } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";
import type { MessageLog } from "./message-log.ts";

/** Messages behind one that was read late, among which its answers are looked for. */
const LOOK_AHEAD = 500;

/** Remembers that this account has answered a message with one of its choices. */
export async function noteAnswered(
  log: MessageLog,
  tx: Transaction,
  conversation: string,
  id: string,
  choice: string,
): Promise<void> {
  const asked = await log.find(tx, conversation, id);
  if (asked?.body.kind !== "interactive") return;
  const { answered, interactive } = asked.body;
  if (answered.includes(choice) || !choicesOf(interactive).some((offered) => offered.id === choice)) return;
  await log.save(tx, { ...asked, body: { ...asked.body, answered: [...answered, choice] } });
}

/** As `noteAnswered` for what this account has answered before this device could read the question. */
export async function noteEarlierAnswers(
  log: MessageLog,
  tx: Transaction,
  asked: MessageRecord,
): Promise<void> {
  if (asked.body.kind !== "interactive") return;
  const later = await messageTable.list(tx, [asked.conversation], {
    from: positionKey(asked.position + 1),
    limit: LOOK_AHEAD,
  });
  for (const { row } of later)
    if (row.outgoing && row.body.kind === "choice" && row.replyTo?.id === asked.id)
      await noteAnswered(log, tx, asked.conversation, asked.id, row.body.choice.id);
}
