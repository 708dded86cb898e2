import type { Row, Value } from "./value.ts";

export type Dialect = "sqlite" | "postgres";

/** What to do with a row whose key is taken: leave the stored one and go on, or fail the whole call. */
export interface InsertOptions {
  readonly onConflict?: "ignore" | "error";
}

/**
 * Statements, one text for both engines. Parameters are `?`, in order; an integer column named `…_i64` comes back as
 * bigint and every other as number (see value.ts). `SUM` needs `CAST(… AS BIGINT)`.
 */
export interface Executor {
  readonly dialect: Dialect;
  /** Rows of a statement, `RETURNING` included. @throws {StorageError} */
  query<R extends Row = Row>(sql: string, params?: readonly Value[]): Promise<R[]>;
  /** Runs a statement; resolves to the number of rows changed. @throws {StorageError} */
  execute(sql: string, params?: readonly Value[]): Promise<number>;
  /** Inserts rows (values in the order of `columns`) in one transaction; resolves to how many were new. */
  insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    options?: InsertOptions,
  ): Promise<number>;
  /**
   * Inserts those rows whose key is not taken; resolves to whether each was, in order. Of two rows with one key in
   * the same call the first is inserted. `key`: columns, among `columns`, of a unique key that tells rows apart.
   */
  insertNew(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    key: readonly string[],
  ): Promise<boolean[]>;
  /** Deletes the rows with these keys (values in the order of `keyColumns`); resolves to how many there were. */
  deleteMany(
    table: string,
    keyColumns: readonly string[],
    keys: readonly (readonly Value[])[],
  ): Promise<number>;
}

/** Valid until the function it was given to returns. */
export interface Transaction extends Executor {
  /** Waits until no other open transaction holds `name`, and holds it to this transaction's end. Take several in sorted order. */
  lock(name: string): Promise<void>;
}

/** A database, open. Alone or in bulk, a statement outside a transaction is durable when its promise resolves. */
export interface Database extends Executor, AsyncDisposable {
  /**
   * Commits when `work` resolves, rolls back when it rejects. On SQLite transactions run one at a time and hold back
   * every other statement; on PostgreSQL they are READ COMMITTED: what must not run twice at once takes a `lock`.
   * After a failed statement it can only roll back, even when `work` caught the error.
   * @throws {NestedTransactionError} inside another transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
