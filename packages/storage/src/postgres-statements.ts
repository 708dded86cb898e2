import type { SQL } from "bun";
import type { InsertOptions } from "./database.ts";
import { StorageError, UniqueViolationError } from "./errors.ts";
import { arrayLiteral } from "./postgres-array.ts";
import { identifier, identifiers, numberPlaceholders } from "./sql-text.ts";
import { decodeValue, type Row, type Value } from "./value.ts";

type Rows = readonly (readonly Value[])[];
type Result = Record<string, unknown>[] & { readonly count: number };

/** Bounds one bulk statement; larger calls are split, which only matters outside a transaction. */
const MAX_BULK_ROWS = 10_000;
const UNIQUE_VIOLATION = "23505";

/** What the connections of one database share: numbered statement texts and the types of columns. */
export class PostgresCatalog {
  readonly #texts = new Map<string, string>();
  readonly #types = new Map<string, ReadonlyMap<string, string>>();

  text(sql: string): string {
    let text = this.#texts.get(sql);
    if (text === undefined) {
      text = numberPlaceholders(sql);
      if (this.#texts.size >= 1_000) this.#texts.clear();
      this.#texts.set(sql, text);
    }
    return text;
  }

  async types(statements: PostgresStatements, table: string): Promise<ReadonlyMap<string, string>> {
    let types = this.#types.get(table);
    if (types === undefined) {
      const rows = await statements.query<{ name: string; type: string }>(
        `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
         WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped`,
        [table],
      );
      types = new Map(rows.map(({ name, type }) => [name, type]));
      if (types.size > 0) this.#types.set(table, types);
    }
    return types;
  }
}

/** Statements on one PostgreSQL connection, or on the pool. Bulk statements are one `unnest` each. */
export class PostgresStatements {
  readonly #sql: SQL;
  readonly #catalog: PostgresCatalog;

  constructor(sql: SQL, catalog: PostgresCatalog) {
    this.#sql = sql;
    this.#catalog = catalog;
  }

  async query<R extends Row = Row>(sql: string, params: readonly Value[]): Promise<R[]> {
    const rows = await this.#send(this.#catalog.text(sql), params);
    for (const row of rows) {
      for (const column in row) row[column] = decodeValue(column, row[column]);
    }
    return [...rows] as R[];
  }

  async execute(sql: string, params: readonly Value[]): Promise<number> {
    return (await this.#send(this.#catalog.text(sql), params)).count;
  }

  async insertMany(
    table: string,
    columns: readonly string[],
    rows: Rows,
    options: InsertOptions,
  ): Promise<number> {
    const conflict = options.onConflict === "ignore" ? " ON CONFLICT DO NOTHING" : "";
    const sql = `${await this.#insert(table, columns)}${conflict}`;
    let count = 0;
    for (const part of parts(rows)) count += (await this.#send(sql, arrays(columns, part))).count;
    return count;
  }

  async insertNew(
    table: string,
    columns: readonly string[],
    rows: Rows,
    key: readonly string[],
  ): Promise<boolean[]> {
    const at = key.map((name) => columns.indexOf(name));
    if (at.includes(-1)) throw new TypeError("insertNew: the key must be among the columns");
    const returning = ` ON CONFLICT DO NOTHING RETURNING ${identifiers(key)}`;
    const sql = `${await this.#insert(table, columns)}${returning}`;
    const fresh: boolean[] = [];
    for (const part of parts(rows)) {
      const stored = await this.#send(sql, arrays(columns, part));
      const inserted = new Set(stored.map((row) => keyText(key.map((name) => row[name]))));
      // Deleting on the way gives the row to the first of equals in this call.
      for (const row of part) fresh.push(inserted.delete(keyText(at.map((i) => row[i]))));
    }
    return fresh;
  }

  async deleteMany(table: string, keyColumns: readonly string[], keys: Rows): Promise<number> {
    const where = keyColumns.map((name) => `t.${identifier(name)} = k.${identifier(name)}`).join(" AND ");
    const from = await this.#unnest(table, keyColumns);
    const sql = `DELETE FROM ${identifier(table)} AS t USING ${from} AS k(${identifiers(keyColumns)}) WHERE ${where}`;
    let count = 0;
    for (const part of parts(keys)) count += (await this.#send(sql, arrays(keyColumns, part))).count;
    return count;
  }

  async #insert(table: string, columns: readonly string[]): Promise<string> {
    const source = await this.#unnest(table, columns);
    return `INSERT INTO ${identifier(table)} (${identifiers(columns)}) SELECT * FROM ${source}`;
  }

  async #unnest(table: string, columns: readonly string[]): Promise<string> {
    const types = await this.#catalog.types(this, table);
    const casts = columns.map((column, i) => {
      const type = types.get(column);
      if (type === undefined) throw new StorageError(`there is no column ${column} in ${table}`);
      return `$${i + 1}::text::${type}[]`;
    });
    return `unnest(${casts.join(", ")})`;
  }

  async #send(text: string, params: readonly Value[]): Promise<Result> {
    try {
      return (await this.#sql.unsafe(text, params.map(bound))) as Result;
    } catch (error) {
      throw postgresError(error);
    }
  }
}

/** Every integer goes as int8: as float8, which Bun chooses for a number above 2^31, it would miss the index. */
function bound(value: Value): Value {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function arrays(columns: readonly string[], rows: Rows): string[] {
  return columns.map((_, i) => arrayLiteral(rows, i));
}

function* parts(rows: Rows): Generator<Rows> {
  for (let at = 0; at < rows.length; at += MAX_BULK_ROWS) yield rows.slice(at, at + MAX_BULK_ROWS);
}

function keyText(values: readonly unknown[]): string {
  return JSON.stringify(
    values.map((value) =>
      value instanceof Uint8Array ? `x${Buffer.from(value).toString("hex")}` : `v${String(value)}`,
    ),
  );
}

export function postgresError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : "PostgreSQL failed";
  const state = error instanceof Error && "errno" in error ? String(error.errno) : "";
  return state === UNIQUE_VIOLATION
    ? new UniqueViolationError(message, { cause: error })
    : new StorageError(message, { cause: error });
}
