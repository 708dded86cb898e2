import type { Database, Transaction } from "@culver/storage";

const BLOCK = 1_000_000;

/**
 * The server's sequence number: grows with every accepted message, over restarts too. The disk holds a bound ahead of
 * what is in use, so that a number that never reached the disk is not given twice.
 */
export class Sequence {
  #next: number;
  #bound: number;

  private constructor(next: number, bound: number) {
    this.#next = next;
    this.#bound = bound;
  }

  static async open(database: Database): Promise<Sequence> {
    return database.transaction(async (tx) => {
      await tx.lock("mailbox-sequence");
      const [row] = await tx.query<{ next_seq: number }>(
        "SELECT next_seq FROM mailbox_sequence WHERE id = 1",
      );
      const next = row?.next_seq ?? 1;
      await store(tx, next + BLOCK);
      return new Sequence(next, next + BLOCK);
    });
  }

  /** The last number given. */
  get last(): number {
    return this.#next - 1;
  }

  /** The first of `count` numbers. */
  take(count: number): number {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /**
   * Moves the bound on disk, in a transaction that is under way, long before it is reached. Resolves to what to tell
   * `extended` once that transaction has been committed.
   */
  async extend(tx: Transaction): Promise<number> {
    if (this.#next < this.#bound - BLOCK / 2) return this.#bound;
    const bound = this.#next + BLOCK;
    await store(tx, bound);
    return bound;
  }

  extended(bound: number): void {
    this.#bound = bound;
  }
}

async function store(tx: Transaction, bound: number): Promise<void> {
  await tx.execute(
    `INSERT INTO mailbox_sequence (id, next_seq) VALUES (1, ?)
     ON CONFLICT (id) DO UPDATE SET next_seq = excluded.next_seq`,
    [bound],
  );
}
