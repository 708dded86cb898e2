import type { Database } from "@culver/storage";
import type { ThreadView } from "../../inbox-api.ts";
import type { Engine, Thread } from "../../model/index.ts";
import { mergeThreads } from "./merge.ts";
import { findThreadRow, labelsOf, type ThreadRow } from "./thread-row.ts";

export interface ThreadViewsOptions {
  readonly database: Database;
  readonly engine: Pick<Engine, "thread" | "windowEndsAt">;
  readonly hasSms: () => boolean;
}

/** A thread as the engine and the inbox know it. */
export interface KnownThread {
  readonly thread: Thread;
  readonly row: ThreadRow;
}

export interface ThreadViews {
  /** A thread of a business; undefined for one that is not there or another's. */
  find(business: string, id: string): Promise<KnownThread | undefined>;
  views(rows: readonly ThreadRow[]): Promise<ThreadView[]>;
  /** As it is now, whoever changed it. */
  view(id: string): Promise<ThreadView | undefined>;
}

export function createThreadViews({ database, engine, hasSms }: ThreadViewsOptions): ThreadViews {
  /** A thread may have become a part of another: its id leads there, and its row follows. */
  async function resolve(row: ThreadRow): Promise<KnownThread | undefined> {
    const thread = await engine.thread(row.id);
    if (thread === undefined || thread.id === row.id) return thread && { thread, row };
    await database.transaction(async (tx) => {
      await tx.lock(`inbox-thread-${thread.id}`);
      const old = await findThreadRow(tx, row.id);
      if (old) await mergeThreads(tx, old, thread);
    });
    const merged = await findThreadRow(database, thread.id);
    return merged && { thread, row: merged };
  }

  async function show(known: readonly KnownThread[]): Promise<ThreadView[]> {
    const labels = await labelsOf(
      database,
      known.map(({ row }) => row.id),
    );
    return known.map(({ thread, row }) => {
      const { lastText, lastAt, lastDirection } = row;
      return {
        ...{
          id: row.id,
          number: row.number,
          name: thread.name,
          phone: thread.phone,
          channel: thread.channel,
        },
        channels: [
          ...(thread.account === undefined ? [] : (["app"] as const)),
          ...(thread.phone !== undefined && hasSms() ? (["sms"] as const) : []),
        ],
        ...{ state: row.state, assignee: row.assignee ?? undefined, labels: labels.get(row.id) ?? [] },
        unread: row.unread,
        last:
          lastText === null || lastAt === null || lastDirection === null
            ? undefined
            : { text: lastText, at: lastAt, direction: lastDirection },
        activeAt: row.activeAt,
        windowEndsAt: engine.windowEndsAt(thread),
        ...{ isBlocked: thread.isBlocked, isOptedOut: thread.isOptedOut, needsPerson: row.needsPerson },
      };
    });
  }

  return {
    async find(business, id) {
      const row = await findThreadRow(database, id);
      if (row !== undefined) return row.business === business ? resolve(row) : undefined;
      // Merged before: its own row is gone.
      const thread = await engine.thread(id);
      const merged = thread && thread.id !== id ? await findThreadRow(database, thread.id) : undefined;
      return thread && merged?.business === business ? { thread, row: merged } : undefined;
    },
    async views(rows) {
      const known = new Map<string, KnownThread>();
      for (const each of await Promise.all(rows.map(resolve))) if (each) known.set(each.row.id, each);
      return show([...known.values()]);
    },
    async view(id) {
      const row = await findThreadRow(database, id);
      const known = row && (await resolve(row));
      return known && (await show([known]))[0];
    },
  };
}
