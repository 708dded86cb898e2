import { Database as Sqlite } from "bun:sqlite";
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Database, InsertOptions, Transaction } from "./database.ts";
import { StorageError } from "./errors.ts";
import { Nesting } from "./nesting.ts";
import { SqliteQueue } from "./sqlite-queue.ts";
import { SqliteStatements } from "./sqlite-statements.ts";
import { TransactionState } from "./transaction-state.ts";
import type { Row, Value } from "./value.ts";

type Rows = readonly (readonly Value[])[];

const BUSY_TIMEOUT_MS = 5_000;
/** 16 MiB of log between two checkpoints: a page that many commits touch is then copied once, not every time. */
const CHECKPOINT_PAGES = 4_000;

/**
 * SQLite in this process: one connection, WAL, every commit followed by an fsync (synchronous=FULL).
 * Statements run synchronously, in the order of {@link SqliteQueue}.
 */
export class SqliteDatabase implements Database {
  readonly dialect = "sqlite";
  readonly #sqlite: Sqlite;
  readonly #statements: SqliteStatements;
  readonly #queue = new SqliteQueue();
  readonly #nesting = new Nesting();
  #closed = false;

  /** @param path of the file, created (with its folder) when missing, or `:memory:`. */
  constructor(path: string) {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#sqlite = new Sqlite(path, { create: true, readwrite: true, strict: true, safeIntegers: true });
    // Numbers are in it: its owner's alone. SQLite gives the log beside it the same mode.
    if (path !== ":memory:") chmodSync(path, 0o600);
    this.#sqlite.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    this.#sqlite.run("PRAGMA journal_mode = WAL");
    this.#sqlite.run("PRAGMA synchronous = FULL");
    this.#sqlite.run("PRAGMA foreign_keys = ON");
    this.#sqlite.run(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.#statements = new SqliteStatements(this.#sqlite);
  }

  query<R extends Row = Row>(sql: string, params: readonly Value[] = []): Promise<R[]> {
    return this.#run(() => this.#statements.query(sql, params) as R[]);
  }

  execute(sql: string, params: readonly Value[] = []): Promise<number> {
    return this.#run(() => this.#statements.execute(sql, params));
  }

  insertMany(
    table: string,
    columns: readonly string[],
    rows: Rows,
    options: InsertOptions = {},
  ): Promise<number> {
    return this.#run(() =>
      this.#atomically(rows, () => this.#statements.insertMany(table, columns, rows, options), 0),
    );
  }

  insertNew(table: string, columns: readonly string[], rows: Rows): Promise<boolean[]> {
    return this.#run(() =>
      this.#atomically(rows, () => this.#statements.insertNew(table, columns, rows), []),
    );
  }

  deleteMany(table: string, keyColumns: readonly string[], keys: Rows): Promise<number> {
    return this.#run(() =>
      this.#atomically(keys, () => this.#statements.deleteMany(table, keyColumns, keys), 0),
    );
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#nesting.assertOutside();
    await this.#queue.acquire();
    const state = new TransactionState();
    try {
      this.#begin();
      const result = await this.#nesting.inside(() => work(this.#transaction(state)));
      state.assertCommittable();
      this.#statements.execute("COMMIT", []);
      return result;
    } catch (error) {
      if (this.#sqlite.inTransaction) this.#statements.execute("ROLLBACK", []);
      throw error;
    } finally {
      state.end();
      this.#queue.release();
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#queue.acquire();
    this.#closed = true;
    this.#statements.finalize();
    this.#sqlite.close();
    this.#queue.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #transaction(state: TransactionState): Transaction {
    const statements = this.#statements;
    return {
      dialect: "sqlite",
      query: <R extends Row = Row>(sql: string, params: readonly Value[] = []) =>
        state.run(() => statements.query(sql, params) as R[]),
      execute: (sql, params = []) => state.run(() => statements.execute(sql, params)),
      insertMany: (table, columns, rows, options = {}) =>
        state.run(() => statements.insertMany(table, columns, rows, options)),
      insertNew: (table, columns, rows) => state.run(() => statements.insertNew(table, columns, rows)),
      deleteMany: (table, keyColumns, keys) =>
        state.run(() => statements.deleteMany(table, keyColumns, keys)),
      // An open transaction is the only one there is.
      lock: () => state.run(() => undefined),
    };
  }

  #run<T>(work: () => T): Promise<T> {
    try {
      this.#nesting.assertOutside();
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#queue.run(() => {
      this.#assertOpen();
      return work();
    });
  }

  #atomically<T>(rows: Rows, work: () => T, empty: T): T {
    if (rows.length === 0) return empty;
    this.#begin();
    try {
      const result = work();
      this.#statements.execute("COMMIT", []);
      return result;
    } catch (error) {
      if (this.#sqlite.inTransaction) this.#statements.execute("ROLLBACK", []);
      throw error;
    }
  }

  #begin(): void {
    this.#assertOpen();
    this.#statements.execute("BEGIN IMMEDIATE", []);
  }

  #assertOpen(): void {
    if (this.#closed) throw new StorageError("the database is closed");
  }
}
