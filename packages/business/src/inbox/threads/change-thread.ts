import type { Database, Transaction } from "@culver/storage";
import type { ThreadChange } from "../../inbox-api.ts";
import type { Engine } from "../../model/index.ts";
import type { Agent } from "../agents/agent.ts";
import { badRequest, notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import { addEvent, type Entry } from "./entries.ts";
import { findThreadRow, labelsOf, searchTextOf } from "./thread-row.ts";
import type { KnownThread } from "./thread-views.ts";

export interface ChangeThreadOptions {
  readonly database: Database;
  readonly engine: Pick<Engine, "setBlocked" | "renameThread" | "setChannel" | "thread">;
  readonly agentOf: (id: string) => Agent | undefined;
  readonly now: () => number;
}

/**
 * Does what an agent asks to be done with a thread; each change is in the log and in the timeline.
 * @throws InboxError 400 for an agent or a label that there is not
 */
export async function changeThread(
  { database, engine, agentOf, now }: ChangeThreadOptions,
  { thread, row: { id, business } }: KnownThread,
  change: ThreadChange,
  by: Agent,
): Promise<Entry[]> {
  const assignee = change.assignee ? agentOf(change.assignee) : undefined;
  if (change.assignee && (assignee?.business !== business || assignee.isDisabled)) {
    throw badRequest("There is no such agent.");
  }
  if (change.channel === "app" && thread.account === undefined) throw badRequest("This customer has no app.");
  if (change.channel === "sms" && thread.phone === undefined)
    throw badRequest("This customer has no number.");
  const isRenamed = change.name !== undefined && change.name !== thread.name;
  const isOtherChannel = change.channel !== undefined && change.channel !== thread.channel;
  const isOtherBlock = change.isBlocked !== undefined && change.isBlocked !== thread.isBlocked;

  const events = await database.transaction(async (tx) => {
    await tx.lock(`inbox-thread-${id}`);
    const row = await findThreadRow(tx, id);
    if (row === undefined) throw notFound();
    const done: Entry[] = [];
    const tell = async (action: string, text: string) => {
      done.push(await addEvent(tx, row, { at: now(), agent: by.id, action, text }));
    };
    if (isRenamed) await tell("thread.renamed", `${by.name} changed the customer's name.`);
    if (isOtherChannel) {
      await tell(
        "thread.channel",
        `${by.name} answers ${change.channel === "sms" ? "by SMS" : "in the app"} now.`,
      );
    }
    if (isOtherBlock) {
      const words = change.isBlocked ? "blocked" : "unblocked";
      await tell(`thread.${words}`, `${by.name} ${words} the customer.`);
    }
    if (change.labels !== undefined && (await setLabels(tx, business, id, change.labels))) {
      await tell("thread.labelled", `${by.name} changed the labels.`);
    }
    if (change.assignee !== undefined && change.assignee !== row.assignee) {
      await tx.execute(
        `UPDATE business_inbox_threads SET assignee = ?,
         with_person = CASE WHEN ? = 1 THEN 1 ELSE with_person END,
         needs_person = CASE WHEN ? = 1 THEN 0 ELSE needs_person END WHERE id = ?`,
        [change.assignee, Number(assignee !== undefined), Number(assignee !== undefined), id],
      );
      await tell("thread.assigned", assignedWords(by, assignee));
    }
    if (change.state !== undefined && change.state !== row.state) {
      // Behind its closing comes what opens it again. Who had it has it no more: automatic replies speak again.
      await tx.execute(
        change.state === "closed"
          ? `UPDATE business_inbox_threads SET state = 'closed', closed_pos = last_pos, assignee = NULL,
             with_person = 0, needs_person = 0 WHERE id = ?`
          : "UPDATE business_inbox_threads SET state = 'open' WHERE id = ?",
        [id],
      );
      const action = change.state === "closed" ? "thread.closed" : "thread.opened";
      await tell(action, `${by.name} ${change.state === "closed" ? "closed" : "opened"} the chat.`);
    }
    return done;
  });
  // The engine's own database work, behind what says who wanted it: done again it does no harm.
  if (isRenamed && change.name !== undefined) await engine.renameThread(id, change.name);
  if (isOtherChannel && change.channel) await engine.setChannel(id, change.channel);
  if (isOtherBlock && change.isBlocked !== undefined) await engine.setBlocked(id, change.isBlocked);
  if (isRenamed) {
    const renamed = await engine.thread(id);
    if (renamed) {
      await database.execute("UPDATE business_inbox_threads SET search = ? WHERE id = ?", [
        searchTextOf(renamed),
        id,
      ]);
    }
  }
  return events;
}

function assignedWords(by: Agent, assignee: Agent | undefined): string {
  if (assignee === undefined) return `${by.name} gave the chat back.`;
  return assignee.id === by.id
    ? `${by.name} has taken this chat.`
    : `${by.name} gave this chat to ${assignee.name}.`;
}

/** Resolves to whether they are others than before. @throws InboxError 400 */
async function setLabels(tx: Transaction, business: string, thread: string, labels: readonly string[]) {
  const wanted = [...new Set(labels)].sort();
  const held = (await labelsOf(tx, [thread])).get(thread) ?? [];
  if (wanted.length === held.length && wanted.every((label) => held.includes(label))) return false;
  const known = await tx.query<{ id: string }>("SELECT id FROM business_inbox_labels WHERE business = ?", [
    business,
  ]);
  if (!wanted.every((label) => known.some(({ id }) => id === label)))
    throw badRequest("There is no such label.");
  await tx.execute("DELETE FROM business_inbox_thread_labels WHERE thread = ?", [thread]);
  const rows = wanted.map((label) => [thread, label]);
  await tx.insertMany("business_inbox_thread_labels", ["thread", "label"], rows);
  return true;
}

/** An agent who answers a thread that is nobody's has taken it. */
export async function takeByAnswering(
  { database, now }: Pick<ChangeThreadOptions, "database" | "now">,
  id: string,
  by: Agent,
): Promise<Entry[]> {
  return database.transaction(async (tx) => {
    await tx.lock(`inbox-thread-${id}`);
    const row = await findThreadRow(tx, id);
    if (row === undefined || row.assignee !== null) return [];
    await tx.execute(
      "UPDATE business_inbox_threads SET assignee = ?, with_person = 1, needs_person = 0, state = 'open' WHERE id = ?",
      [by.id, id],
    );
    const text = `${by.name} has taken this chat.`;
    return [await addEvent(tx, row, { at: now(), agent: by.id, action: "thread.assigned", text })];
  });
}

/** Everything up to now has been seen. Resolves to whether something had not. */
export async function readThread(
  { database, now }: Pick<ChangeThreadOptions, "database" | "now">,
  { row: { id, business } }: KnownThread,
  by: Agent,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const count = await tx.execute(
      `UPDATE business_inbox_threads SET unread = 0, read_pos = CASE WHEN last_pos > read_pos THEN last_pos
       ELSE read_pos END WHERE id = ? AND unread > 0`,
      [id],
    );
    if (count === 0) return false;
    const at = now();
    await writeLog(tx, {
      business,
      at,
      agent: by.id,
      action: "thread.read",
      thread: id,
      text: `${by.name} read a chat.`,
    });
    return true;
  });
}
