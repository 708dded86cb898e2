import type { StoredMessage, Thread } from "../model/index.ts";
import { GroupCommit } from "./group-commit.ts";
import { inList } from "./in-list.ts";
import { MESSAGE_COLUMNS, type MessageRow, storedMessage, WORK } from "./message-row.ts";
import type { Settings } from "./options.ts";
import { threadOf } from "./thread-row.ts";
import type { Threads } from "./threads.ts";

type Handler = (message: StoredMessage, thread: Thread) => Promise<void>;

const FIRST_RETRY_MS = 1_000;
const MOST_TRIES = 5;

/** Shows each message of a customer to who asked for it, one at a time per thread, until it has resolved. */
export class Handlers {
  readonly #settings: Settings;
  readonly #threads: Threads;
  readonly #handlers: Handler[] = [];
  readonly #tails = new Map<string, Promise<void>>();
  readonly #done: GroupCommit<string>;
  #isStopped = false;

  constructor(settings: Settings, threads: Threads) {
    this.#settings = settings;
    this.#threads = threads;
    this.#done = new GroupCommit(
      settings.database,
      async (tx, ids) => {
        const { list, values } = inList(ids);
        await tx.execute(
          `UPDATE business_messages SET work = ${WORK.none} WHERE work = ${WORK.handle} AND id IN (${list})`,
          values,
        );
      },
      { delayMs: 20 },
    );
  }

  add(handler: Handler): void {
    this.#handlers.push(handler);
  }

  /** Never rejects. */
  handle(row: MessageRow): void {
    if (this.#isStopped) return;
    const before = this.#tails.get(row.thread) ?? Promise.resolve();
    const tail = before
      .then(() => this.#handle(row))
      .finally(() => {
        if (this.#tails.get(row.thread) === tail) this.#tails.delete(row.thread);
      });
    this.#tails.set(row.thread, tail);
  }

  /** What was not handled before the process ended. */
  async resume(number: string): Promise<void> {
    let after = 0;
    while (!this.#isStopped) {
      const rows = await this.#settings.database.query<MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM business_messages
         WHERE number = ? AND work = ${WORK.handle} AND seq > ? ORDER BY seq LIMIT 200`,
        [number, after],
      );
      for (const row of rows) this.handle(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.seq;
      await Promise.all(this.#tails.values());
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#tails.values());
    await this.#done.idle();
  }

  async #handle(row: MessageRow): Promise<void> {
    for (let tries = 1; !this.#isStopped; tries++) {
      try {
        const thread = await this.#threads.get(row.thread);
        if (thread !== undefined)
          for (const handler of this.#handlers) await handler(storedMessage(row), threadOf(thread));
        // The next message of the thread does not wait for the mark: handled twice is allowed.
        this.#done.add(row.id).catch(() => undefined);
        return;
      } catch (error) {
        const name = error instanceof Error ? error.name : "unknown";
        this.#settings.log.warn({ error: name, tries }, "a customer's message could not be handled");
        if (tries >= MOST_TRIES) return;
        await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** (tries - 1)));
      }
    }
  }
}
