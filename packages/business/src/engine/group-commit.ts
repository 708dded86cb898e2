import type { Database, Transaction } from "@culver/storage";

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** How long the first of a batch waits for others, milliseconds. Default 0: only for those of the same turn. */
  readonly delayMs?: number;
  /** The same shortly after another commit, so that under load more go with one. Default: `delayMs`. */
  readonly busyDelayMs?: number;
  /** Most items of one commit. Default 1 000. */
  readonly most?: number;
  /** Told of a fault in what is called after a commit: it holds back no other commit. */
  readonly onFault?: (error: unknown) => void;
}

/** Writes items within a transaction. A function that it gives is called when they are committed, and only then. */
type Write<Item> = (tx: Transaction, items: readonly Item[]) => Promise<unknown>;

/** Items of a batch that could not be written are tried alone; when so many in a row fail, it is not the items' fault. */
const MOST_ALONE = 8;

/** So long after a commit the next one is under load, milliseconds. */
const BUSY_MS = 50;

/** Commits what comes while a commit is under way together with the next one. */
export class GroupCommit<Item> {
  readonly #database: Database;
  readonly #write: Write<Item>;
  readonly #options: GroupCommitOptions;
  #waiting: Waiting<Item>[] = [];
  #isWriting = false;
  #endedAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> = Promise.resolve();

  constructor(database: Database, write: Write<Item>, options: GroupCommitOptions = {}) {
    this.#database = database;
    this.#write = write;
    this.#options = options;
  }

  /** Resolves when the item is on disk. */
  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isWriting) this.#writing = this.#run();
    });
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #run(): Promise<void> {
    this.#isWriting = true;
    const { delayMs = 0, busyDelayMs = delayMs, most = 1_000 } = this.#options;
    while (this.#waiting.length > 0) {
      // Whoever calls in the same turn of the event loop goes with the first.
      const wait = performance.now() - this.#endedAt < BUSY_MS ? busyDelayMs : delayMs;
      await new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : setImmediate(resolve)));
      await this.#commitEach(this.#waiting.splice(0, most));
      this.#endedAt = performance.now();
    }
    this.#isWriting = false;
  }

  /** An item that cannot be written fails alone: the others of its batch are written without it. */
  async #commitEach(batch: readonly Waiting<Item>[]): Promise<void> {
    const error = await this.#commit(batch);
    if (error === undefined || batch.length === 1) return;
    let failures = 0;
    for (const [index, one] of batch.entries()) {
      const fault = await this.#commit([one]);
      failures = fault === undefined ? 0 : failures + 1;
      if (failures < MOST_ALONE) continue;
      for (const { reject } of batch.slice(index + 1)) reject(fault);
      return;
    }
  }

  /** Resolves to what hindered it. Settles the items, but several that failed together. */
  async #commit(batch: readonly Waiting<Item>[]): Promise<unknown> {
    let after: unknown;
    try {
      after = await this.#database.transaction((tx) =>
        this.#write(
          tx,
          batch.map(({ item }) => item),
        ),
      );
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      return error ?? new Error("nothing was written");
    }
    this.#call(after);
    for (const { resolve } of batch) resolve();
    return undefined;
  }

  #call(after: unknown): void {
    try {
      if (typeof after === "function") after();
    } catch (error) {
      this.#options.onFault?.(error);
    }
  }
}
