import { AsyncLocalStorage } from "node:async_hooks";
import { NestedTransactionError } from "./errors.ts";

interface Scope {
  open: boolean;
}

/**
 * Knows whether the running code is inside a transaction of this database. Such code must use the transaction: on
 * SQLite it would wait for itself for ever, on PostgreSQL it would not see the transaction's own writes.
 */
export class Nesting {
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** @throws {NestedTransactionError} */
  assertOutside(): void {
    if (this.#scopes.getStore()?.open === true) {
      throw new NestedTransactionError("inside a transaction, use the transaction that was given");
    }
  }

  /** Runs `work` as the inside of a transaction. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const scope = { open: true };
    try {
      return await this.#scopes.run(scope, work);
    } finally {
      scope.open = false;
    }
  }
}
