import type { Database } from "@culver/storage";
import type { Accounts, Engine, LiveEvent, StoredMessage, Thread } from "../../model/index.ts";
import type { InboxLog } from "../options.ts";
import type { Entry } from "./entries.ts";
import { indexMessages, type Told } from "./index-messages.ts";
import { seqAfter } from "./position.ts";
import { ensureThreadRows } from "./thread-row.ts";

export interface IndexerOptions {
  readonly database: Database;
  readonly engine: Pick<Engine, "messagesSince" | "thread" | "subscribe">;
  readonly accounts: Pick<Accounts, "number">;
  readonly now: () => number;
  readonly log: InboxLog;
  /** On disk: pages may be told. */
  readonly onIndexed: (
    told: readonly (Told & { readonly isNew: boolean })[],
    events: readonly Entry[],
  ) => void;
  readonly onThread: (thread: Thread, business: string) => void;
}

/** Keeps the inbox's tables in step with the engine's messages. */
export interface Indexer {
  /** Resolves when the message is in the tables. */
  settle(message: StoredMessage, thread: Thread): Promise<void>;
  close(): Promise<void>;
}

interface Queued extends Told {
  readonly isNew: boolean;
  readonly done?: (() => void) | undefined;
}

/** Messages of one transaction at most. */
const BATCH = 200;
/** Beyond this the queue is dropped, and what it held is read from the engine. */
const MOST_QUEUED = 20_000;
const RETRY_MS = 500;
/** So long after a batch what comes waits for company, and how long, milliseconds: not while somebody waits for it. */
const BUSY_MS = 50;
const GATHER_MS = 25;
/** Numbers of messages are given before they are committed, so that some appear late; so many are looked at again. */
const SLACK = 1_000;

/** A new status is nothing for the tables. */
const changesTables = ({ message, isNew }: Queued): boolean =>
  isNew || (message.direction === "in" && (message.isEdited || message.isRevoked));

export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const { database, engine, accounts, now, log } = options;
  let queue: Queued[] = [];
  let isBehind = false;
  let isStarting = true;
  let isClosed = false;
  let running: Promise<void> | undefined;
  let pause: { end: () => void } | undefined;
  let endedAt = Number.NEGATIVE_INFINITY;
  const settled: (() => void)[] = [];

  const businessOf = (number: string) => accounts.number(number)?.business;

  async function write(batch: readonly Queued[], toIndex: readonly Queued[]): Promise<void> {
    const { events, fresh } =
      toIndex.length === 0
        ? { events: [], fresh: new Set<string>() }
        : await database.transaction((tx) => indexMessages(tx, toIndex, now()));
    // What an agent sent is told twice, by who sent it and by the engine, perhaps in one batch: the first is the new one.
    const told = batch.map((each) => ({ ...each, isNew: each.isNew && fresh.delete(each.message.id) }));
    options.onIndexed(told, events);
  }

  /** What was stored while nobody listened here, or could not be written down. */
  async function catchUp(): Promise<void> {
    const [last] = await database.query<{ pos: number | null }>(
      "SELECT MAX(pos) AS pos FROM business_inbox_lines",
    );
    let seq = Math.max(0, seqAfter(last?.pos ?? 0) - SLACK);
    for (;;) {
      const page = await engine.messagesSince(seq, BATCH);
      if (page.length === 0) return;
      const threads = new Map<string, Thread | undefined>();
      for (const { thread } of page) {
        if (!threads.has(thread)) threads.set(thread, await engine.thread(thread));
      }
      const batch = page.flatMap((message) => {
        const [thread, business] = [threads.get(message.thread), businessOf(message.number)];
        return thread && business !== undefined ? [{ message, thread, business, isNew: false }] : [];
      });
      await write(batch, batch);
      seq = page.at(-1)?.seq ?? seq;
    }
  }

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      pause = {
        end() {
          clearTimeout(timer);
          resolve();
        },
      };
    });

  async function run(): Promise<void> {
    while (!isClosed && (isBehind || queue.length > 0)) {
      let batch: Queued[] = [];
      try {
        if (isBehind) {
          isBehind = false;
          await catchUp();
        }
        const isBusy = performance.now() - endedAt < BUSY_MS && queue.length < BATCH;
        if (isBusy && !queue.some(({ done }) => done !== undefined)) await rest(GATHER_MS);
        batch = queue.splice(0, BATCH);
        if (batch.length > 0) await write(batch, batch.filter(changesTables));
        for (const { done } of batch) done?.();
      } catch (error) {
        isBehind = true;
        for (const { done } of batch) if (done) settled.push(done);
        log.warn(
          { error: error instanceof Error ? error.name : typeof error },
          "the inbox could not write down messages",
        );
        await rest(RETRY_MS);
      }
      endedAt = performance.now();
      if (!isBehind) for (const done of settled.splice(0)) done();
    }
  }

  function start(): void {
    if (isStarting || isClosed || (!isBehind && queue.length === 0)) return;
    running ??= run().finally(() => {
      running = undefined;
      start();
    });
  }

  function push(entry: Queued): void {
    if (isClosed) return;
    if (queue.length >= MOST_QUEUED) {
      for (const { done } of queue) if (done) settled.push(done);
      queue = [];
      isBehind = true;
    }
    queue.push(entry);
    start();
  }

  const told = (message: StoredMessage, thread: Thread): Told | undefined => {
    const business = businessOf(message.number);
    return business === undefined ? undefined : { message, thread, business };
  };

  function take(event: LiveEvent): void {
    if (event.type === "message") {
      const known = told(event.message, event.thread);
      if (known) push({ ...known, isNew: event.isNew });
      return;
    }
    if (event.type === "typing") return;
    const { thread } = event;
    const business = businessOf(thread.number);
    if (business === undefined) return;
    ensureThreadRows(database, [{ thread, business, at: now() }])
      .then(() => options.onThread(thread, business))
      .catch(() => log.warn({}, "the inbox could not write down a thread"));
  }

  // Listening first: what comes while the past is read waits in the queue.
  const unsubscribe = options.engine.subscribe(take);
  await catchUp();
  isStarting = false;
  start();
  return {
    settle(message, thread) {
      const known = told(message, thread);
      if (known === undefined) return Promise.resolve();
      return new Promise((done) => push({ ...known, isNew: true, done }));
    },
    async close() {
      isClosed = true;
      unsubscribe();
      pause?.end();
      await running;
      for (const { done } of queue) done?.();
      for (const done of settled) done();
    },
  };
}
