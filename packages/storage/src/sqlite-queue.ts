interface Waiting {
  readonly start: () => void;
  /** A transaction keeps the queue to itself until it is released. */
  readonly exclusive: boolean;
}

/**
 * The one queue of a SQLite connection. All statements share the connection, so a statement that ran while somebody
 * else's transaction is open would become part of it and vanish with its rollback: it waits instead, in order.
 */
export class SqliteQueue {
  readonly #waiting: Waiting[] = [];
  #held = false;

  /** Runs `work` now when no transaction is open, or in its turn. */
  run<T>(work: () => T): Promise<T> {
    if (!this.#held && this.#waiting.length === 0) {
      try {
        return Promise.resolve(work());
      } catch (error) {
        return Promise.reject(error);
      }
    }
    return new Promise<T>((resolve, reject) => {
      const start = () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ start, exclusive: false });
    });
  }

  /** Resolves when the queue is the caller's alone; it must call `release`. */
  acquire(): Promise<void> {
    if (!this.#held && this.#waiting.length === 0) {
      this.#held = true;
      return Promise.resolve();
    }
    return new Promise((start) => this.#waiting.push({ start, exclusive: true }));
  }

  release(): void {
    this.#held = false;
    while (!this.#held) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#held = next.exclusive;
      next.start();
    }
  }
}
