import type { Database } from "@culver/storage";
import type { Accounts, Engine, Handover } from "../../model/index.ts";
import { addEvent, type Entry } from "./entries.ts";
import { ensureThreadRows, findThreadRow } from "./thread-row.ts";

export interface HandoverOptions {
  readonly database: Database;
  readonly engine: Pick<Engine, "thread">;
  readonly accounts: Pick<Accounts, "number">;
  readonly now: () => number;
  readonly onChange: (thread: string, business: string, events: readonly Entry[]) => void;
}

/** Automatic replies ask for a person here, and whether one has the thread. */
export function createHandover({ database, engine, accounts, now, onChange }: HandoverOptions): Handover {
  return {
    async request(id) {
      const thread = await engine.thread(id);
      const business = thread && accounts.number(thread.number)?.business;
      if (thread === undefined || business === undefined) return;
      await ensureThreadRows(database, [{ thread, business, at: now() }]);
      const events = await database.transaction(async (tx) => {
        await tx.lock(`inbox-thread-${thread.id}`);
        const row = await findThreadRow(tx, thread.id);
        if (row === undefined || (row.withPerson && row.state === "open")) return [];
        await tx.execute(
          "UPDATE business_inbox_threads SET needs_person = 1, with_person = 1, state = 'open' WHERE id = ?",
          [thread.id],
        );
        const event = { at: now(), agent: "", action: "thread.handover", text: "A person was asked for." };
        return [await addEvent(tx, row, event)];
      });
      if (events.length > 0) onChange(thread.id, business, events);
    },
    async isWithPerson(id) {
      const row = (await findThreadRow(database, id)) ?? (await current(id));
      return row !== undefined && row.state === "open" && row.withPerson;
    },
  };

  /** Of a thread that has become a part of another. */
  async function current(id: string) {
    const thread = await engine.thread(id);
    return thread && thread.id !== id ? findThreadRow(database, thread.id) : undefined;
  }
}
