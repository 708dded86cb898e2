import { SQL } from "bun";
import type { Database, InsertOptions, Transaction } from "./database.ts";
import { Nesting } from "./nesting.ts";
import { PostgresCatalog, PostgresStatements, postgresError } from "./postgres-statements.ts";
import { TransactionState } from "./transaction-state.ts";
import type { Row, Value } from "./value.ts";

type Rows = readonly (readonly Value[])[];

const POOL_SIZE = 10;

/** PostgreSQL over a pool of connections. */
export class PostgresDatabase implements Database {
  readonly dialect = "postgres";
  readonly #sql: SQL;
  readonly #catalog = new PostgresCatalog();
  readonly #pool: PostgresStatements;
  readonly #nesting = new Nesting();

  constructor(url: string) {
    this.#sql = new SQL(url, { max: POOL_SIZE, bigint: true });
    this.#pool = new PostgresStatements(this.#sql, this.#catalog);
  }

  async query<R extends Row = Row>(sql: string, params: readonly Value[] = []): Promise<R[]> {
    this.#nesting.assertOutside();
    return this.#pool.query<R>(sql, params);
  }

  async execute(sql: string, params: readonly Value[] = []): Promise<number> {
    this.#nesting.assertOutside();
    return this.#pool.execute(sql, params);
  }

  async insertMany(table: string, columns: readonly string[], rows: Rows, options: InsertOptions = {}) {
    return rows.length === 0 ? 0 : this.transaction((tx) => tx.insertMany(table, columns, rows, options));
  }

  async insertNew(table: string, columns: readonly string[], rows: Rows, key: readonly string[]) {
    return rows.length === 0 ? [] : this.transaction((tx) => tx.insertNew(table, columns, rows, key));
  }

  async deleteMany(table: string, keyColumns: readonly string[], keys: Rows) {
    return keys.length === 0 ? 0 : this.transaction((tx) => tx.deleteMany(table, keyColumns, keys));
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#nesting.assertOutside();
    const state = new TransactionState();
    // Told apart from the engine's errors, which are wrapped, so that what `work` throws comes out as it is.
    let thrown: { readonly error: unknown } | undefined;
    try {
      return await this.#sql.begin(async (connection) => {
        try {
          const tx = transactionOn(new PostgresStatements(connection, this.#catalog), state);
          const result = await this.#nesting.inside(() => work(tx));
          // PostgreSQL answers COMMIT of a failed transaction with a silent ROLLBACK.
          state.assertCommittable();
          return result;
        } catch (error) {
          thrown = { error };
          throw error;
        }
      });
    } catch (error) {
      throw thrown === undefined ? postgresError(error) : thrown.error;
    } finally {
      state.end();
    }
  }

  close(): Promise<void> {
    return this.#sql.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function transactionOn(statements: PostgresStatements, state: TransactionState): Transaction {
  return {
    dialect: "postgres",
    query: <R extends Row = Row>(sql: string, params: readonly Value[] = []) =>
      state.run(() => statements.query<R>(sql, params)),
    execute: (sql, params = []) => state.run(() => statements.execute(sql, params)),
    insertMany: (table, columns, rows, options = {}) =>
      state.run(() => statements.insertMany(table, columns, rows, options)),
    insertNew: (table, columns, rows, key) =>
      state.run(() => statements.insertNew(table, columns, rows, key)),
    deleteMany: (table, keyColumns, keys) => state.run(() => statements.deleteMany(table, keyColumns, keys)),
    lock: (name) =>
      state.run(async () => {
        await statements.query("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?, 0))", [name]);
      }),
  };
}
