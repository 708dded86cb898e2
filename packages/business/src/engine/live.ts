import type { LiveEvent } from "../model/index.ts";
import { type MessageRow, storedMessage } from "./message-row.ts";
import type { EngineLog } from "./options.ts";
import { type ThreadRow, threadOf } from "./thread-row.ts";
import type { Threads } from "./threads.ts";

/** Tells pages that are open what happens. */
export class Live {
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #threads: Threads;
  readonly #log: EngineLog;

  constructor(threads: Threads, log: EngineLog) {
    this.#threads = threads;
    this.#log = log;
    threads.onChanged = (row) => this.thread(row);
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Somebody would be told. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Reactions are no lines of their own: they show with what they are about. */
  message(row: MessageRow, isNew: boolean): void {
    if (this.#listeners.size === 0 || row.type === "reaction") return;
    void this.#threads.get(row.thread).then(
      (thread) => {
        if (thread !== undefined)
          this.#emit({ type: "message", message: storedMessage(row), thread: threadOf(thread), isNew });
      },
      () => this.#log.warn({}, "a change of a message was not shown"),
    );
  }

  thread(row: ThreadRow): void {
    if (this.#listeners.size > 0) this.#emit({ type: "thread", thread: threadOf(row) });
  }

  typing(thread: string, typing: boolean): void {
    this.#emit({ type: "typing", thread, typing });
  }

  #emit(event: LiveEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a listener had a fault");
      }
    }
  }
}
