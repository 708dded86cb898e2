import type { Database, Transaction } from "@culver/storage";

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** How long the first of a batch waits for others, milliseconds. Default 0: only for those of the same turn. */
  readonly delayMs?: number;
  /** Most items of one commit. Default 1 000. */
  readonly most?: number;
  /** Called after a commit, outside the transaction. */
  readonly committed?: () => void;
}

/** Commits what comes while a commit is under way together with the next one. */
export class GroupCommit<Item> {
  readonly #database: Database;
  readonly #write: (tx: Transaction, items: readonly Item[]) => Promise<void>;
  readonly #options: GroupCommitOptions;
  #waiting: Waiting<Item>[] = [];
  #isWriting = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    database: Database,
    write: (tx: Transaction, items: readonly Item[]) => Promise<void>,
    options: GroupCommitOptions = {},
  ) {
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
    const { delayMs = 0, most = 1_000, committed } = this.#options;
    while (this.#waiting.length > 0) {
      // Whoever calls in the same turn of the event loop goes with the first.
      await new Promise((resolve) => (delayMs > 0 ? setTimeout(resolve, delayMs) : setImmediate(resolve)));
      await this.#commit(this.#waiting.splice(0, most));
      committed?.();
    }
    this.#isWriting = false;
  }

  /** An item that cannot be written fails alone: the others of its batch are written without it. */
  async #commit(batch: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.#database.transaction((tx) =>
        this.#write(
          tx,
          batch.map(({ item }) => item),
        ),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await this.#commit([one]);
    }
  }
}
