import type { Database as Sqlite, Statement } from "bun:sqlite";
import type { InsertOptions } from "./database.ts";
import { StorageError, UniqueViolationError } from "./errors.ts";
import { identifier, identifiers, placeholders } from "./sql-text.ts";
import { decodeValue, type Row, type Value } from "./value.ts";

type Prepared = Statement<Record<string, unknown>, Value[]>;
type Rows = readonly (readonly Value[])[];

const MAX_PREPARED = 500;

/** The synchronous statements of one SQLite connection; the callers see to transactions and order. */
export class SqliteStatements {
  readonly #sqlite: Sqlite;
  readonly #prepared = new Map<string, Prepared>();

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  query(sql: string, params: readonly Value[]): Row[] {
    return wrap(() => {
      const statement = this.#prepare(sql);
      const rows = statement.all(...params);
      for (const row of rows) {
        for (const column in row) row[column] = decodeValue(column, row[column]);
      }
      return rows as Row[];
    });
  }

  execute(sql: string, params: readonly Value[]): number {
    return wrap(() => this.#prepare(sql).run(...params).changes);
  }

  insertMany(table: string, columns: readonly string[], rows: Rows, options: InsertOptions): number {
    const statement = this.#insert(table, columns, options.onConflict === "ignore");
    return this.#each(statement, rows);
  }

  insertNew(table: string, columns: readonly string[], rows: Rows): boolean[] {
    const statement = this.#insert(table, columns, true);
    return wrap(() => rows.map((row) => statement.run(...row).changes === 1));
  }

  deleteMany(table: string, keyColumns: readonly string[], keys: Rows): number {
    const where = keyColumns.map((column) => `${identifier(column)} = ?`).join(" AND ");
    return this.#each(
      wrap(() => this.#prepare(`DELETE FROM ${identifier(table)} WHERE ${where}`)),
      keys,
    );
  }

  finalize(): void {
    for (const statement of this.#prepared.values()) statement.finalize();
    this.#prepared.clear();
  }

  #each(statement: Prepared, rows: Rows): number {
    return wrap(() => {
      let count = 0;
      for (const row of rows) count += statement.run(...row).changes;
      return count;
    });
  }

  #insert(table: string, columns: readonly string[], ignore: boolean): Prepared {
    const conflict = ignore ? " ON CONFLICT DO NOTHING" : "";
    const values = placeholders(columns.length);
    const sql = `INSERT INTO ${identifier(table)} (${identifiers(columns)}) VALUES (${values})${conflict}`;
    return wrap(() => this.#prepare(sql));
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= MAX_PREPARED) this.finalize();
    const statement = this.#sqlite.prepare<Record<string, unknown>, Value[]>(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function wrap<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sqliteError(error);
  }
}

function sqliteError(error: unknown): StorageError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : "SQLite failed";
  return code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "SQLITE_CONSTRAINT_UNIQUE"
    ? new UniqueViolationError(message, { cause: error })
    : new StorageError(message, { cause: error });
}
