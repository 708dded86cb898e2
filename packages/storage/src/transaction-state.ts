import { TransactionAbortedError } from "./errors.ts";

/** Whether a transaction may still be used and committed: the same rule on both engines. */
export class TransactionState {
  #failure: { readonly cause: unknown } | undefined;
  #over = false;

  /** Runs one statement of the transaction; its failure dooms the transaction. */
  async run<T>(statement: () => T | Promise<T>): Promise<T> {
    if (this.#over) throw new TransactionAbortedError("the transaction is over");
    this.assertCommittable();
    try {
      return await statement();
    } catch (error) {
      this.#failure ??= { cause: error };
      throw error;
    }
  }

  /** @throws {TransactionAbortedError} when a statement has failed. */
  assertCommittable(): void {
    if (this.#failure !== undefined) {
      throw new TransactionAbortedError("a statement of the transaction failed", this.#failure);
    }
  }

  end(): void {
    this.#over = true;
  }
}
