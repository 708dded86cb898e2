import type { Database } from "@culver/storage";
import type { StoredEvent } from "./event.ts";
import { insertEvents } from "./event-store.ts";
import type { StoredTarget } from "./target.ts";

/** Most events of one commit. */
const BATCH = 5_000;

interface Waiting {
  readonly target: StoredTarget;
  readonly events: readonly StoredEvent[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Commits what comes while a commit is under way together with the next one. */
export class Intake {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #retryForMs: number;
  readonly #committed: (targets: Iterable<string>) => void;
  /** Targets that are in their table for certain. */
  readonly #known = new Set<string>();
  #waiting: Waiting[] = [];
  #isWriting = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    database: Database,
    now: () => number,
    retryForMs: number,
    committed: (targets: Iterable<string>) => void,
  ) {
    this.#database = database;
    this.#now = now;
    this.#retryForMs = retryForMs;
    this.#committed = committed;
  }

  /** Resolves when the events are on disk. */
  add(target: StoredTarget, events: readonly StoredEvent[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ target, events, resolve, reject });
      if (!this.#isWriting) this.#writing = this.#write();
    });
  }

  /** Resolves when nothing is being written. */
  idle(): Promise<void> {
    return this.#writing;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    // Whoever calls in the same turn of the event loop goes with the first.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#next();
      try {
        await this.#commit(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }

  #next(): Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex((waiting) => {
      const isFull = events > 0 && events + waiting.events.length > BATCH;
      events += waiting.events.length;
      return isFull;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const targets = new Map(batch.map(({ target }) => [target.id, target]));
    const fresh = [...targets.values()].filter(({ id }) => !this.#known.has(id));
    const rows = batch.flatMap(({ target, events }) => events.map((event) => ({ target: target.id, event })));
    const now = this.#now();
    await this.#database.transaction((tx) => insertEvents(tx, fresh, rows, now, now + this.#retryForMs));
    for (const { id } of fresh) this.#known.add(id);
    this.#committed(targets.keys());
  }
}
