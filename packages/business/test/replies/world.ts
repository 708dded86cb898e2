import { type Database, migrate } from "@culver/storage";
import type { GraphError } from "../../src/graph/index.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";
import type { BusinessNumber, Engine, Handover, StoredMessage, Thread } from "../../src/model/index.ts";
import { openReplies, type Replies, type RepliesOptions } from "../../src/replies/index.ts";

export const NUMBER: BusinessNumber = {
  id: "1000000000000001",
  business: "1000000000000002",
  number: "+493012345",
  name: "Tea shop",
  status: "connected",
  createdAt: 0,
};
export const NOON = Date.UTC(2026, 5, 3, 10);

/** Thrown where the process ends. */
export class Ended extends Error {
  override readonly name = "Ended";
}

/**
 * What stays when the process ends: messages, and whether a person was asked for. Engine and handover of a process work
 * on it; at the call that `endAt` names the process ends, before or after the call has had its effect.
 */
export class Island {
  readonly messages: StoredMessage[] = [];
  readonly threads = new Map<string, Thread>();
  readonly asked: { thread: string; rule: string }[] = [];
  readonly withPerson = new Set<string>();
  /** The engine refuses with these, one after another. */
  readonly refusals: (GraphError | undefined)[] = [];
  /** Calls of ports that change something, counted over all processes. */
  calls = 0;
  endAt: { readonly call: number; readonly isAfter: boolean } | undefined;

  thread(id: string, more: Partial<Thread> = {}): Thread {
    const thread: Thread = {
      id,
      number: NUMBER.id,
      phone: "+491511234567",
      name: "Ann",
      channel: "app",
      isBlocked: false,
      isOptedOut: false,
      ...more,
    };
    this.threads.set(id, thread);
    return thread;
  }

  /** What automatic replies have said in a thread, in order. */
  said(thread: string): string[] {
    return this.messages.flatMap((message) => {
      if (message.thread !== thread || message.direction !== "out") return [];
      const { content } = message;
      if (content.type === "text") return [content.body];
      return content.type === "interactive" ? [content.interactive.body] : [];
    });
  }

  incoming(
    thread: string,
    body: string,
    more: Partial<StoredMessage & { direction: "in" }> = {},
  ): StoredMessage {
    const message: StoredMessage = {
      id: `wamid.${this.messages.length}`,
      thread,
      number: NUMBER.id,
      channel: "app",
      at: NOON,
      seq: this.messages.length + 1,
      reactions: [],
      direction: "in",
      content: { type: "text", body },
      isEdited: false,
      isRevoked: false,
      ...more,
    };
    this.messages.push(message);
    return message;
  }

  async step(work: () => void): Promise<void> {
    const call = ++this.calls;
    await Promise.resolve();
    if (this.endAt?.call === call && !this.endAt.isAfter) throw new Ended();
    work();
    if (this.endAt?.call === call && this.endAt.isAfter) throw new Ended();
  }
}

/** A process on an island: its replies, and a way to hand it a message as its engine would. */
export interface ReplyProcess {
  readonly replies: Replies;
  handle(message: StoredMessage): Promise<void>;
}

type Handler = Parameters<Engine["onIncoming"]>[0];

/** A database whose writes count as steps of the island, as far as they are of plans. */
function stepping(database: Database, island: Island): Database {
  return Object.create(database, {
    dialect: { value: database.dialect },
    query: { value: database.query.bind(database) },
    transaction: { value: database.transaction.bind(database) },
    execute: {
      value: async (sql: string, params?: Parameters<Database["execute"]>[1]) => {
        if (!sql.includes("business_reply_plans")) return database.execute(sql, params);
        await island.step(() => {});
        const count = await database.execute(sql, params);
        await island.step(() => {});
        return count;
      },
    },
  });
}

export async function startProcess(
  database: Database,
  island: Island,
  options: Partial<RepliesOptions> = {},
): Promise<ReplyProcess> {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  const replies = openReplies({
    database: stepping(database, island),
    accounts: { number: (id) => (id === NUMBER.id ? NUMBER : undefined) },
    now: () => NOON,
    ...options,
  });
  const handlers: Handler[] = [];
  replies.start(engineOf(island, handlers), handoverOf(island));
  return {
    replies,
    handle: async (message) => {
      const thread = island.threads.get(message.thread) ?? island.thread(message.thread);
      for (const handler of handlers) await handler(message, thread);
    },
  };
}

function handoverOf(island: Island): Handover {
  return {
    request: (thread, rule) =>
      island.step(() => {
        island.asked.push({ thread, rule });
        island.withPerson.add(thread);
      }),
    isWithPerson: async (thread) => island.withPerson.has(thread),
  };
}

const unused = () => Promise.reject(new Error("automatic replies do not need this"));

function engineOf(island: Island, handlers: Handler[]): Engine {
  return {
    async send({ to, content, callbackData, by }) {
      if (to.kind !== "thread") throw new Error("automatic replies answer threads");
      const refusal = island.refusals.shift();
      if (refusal) throw refusal;
      const id = `wamid.out${island.messages.length}`;
      await island.step(() => {
        island.messages.push({
          id,
          thread: to.thread,
          number: NUMBER.id,
          channel: "app",
          at: NOON,
          seq: island.messages.length + 1,
          reactions: [],
          direction: "out",
          content,
          by,
          status: "accepted",
          callbackData,
        });
      });
      return { id, thread: island.threads.get(to.thread) ?? island.thread(to.thread) };
    },
    async messages(thread, { before, after, limit = 50 } = {}) {
      const found = island.messages.filter(
        (message) =>
          message.thread === thread &&
          (before === undefined || message.seq < before) &&
          (after === undefined || message.seq > after),
      );
      return after === undefined ? found.slice(-limit) : found.slice(0, limit);
    },
    onIncoming: (handler) => {
      handlers.push(handler);
    },
    markRead: unused,
    setTyping: unused,
    thread: async (id) => island.threads.get(id),
    threadFor: unused,
    beginThread: unused,
    message: unused,
    messagesSince: unused,
    blockedCustomers: unused,
    setBlocked: unused,
    setOptedOut: unused,
    renameThread: unused,
    setChannel: unused,
    windowEndsAt: () => undefined,
    subscribe: () => () => {},
  };
}
