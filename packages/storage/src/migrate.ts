import type { Database } from "./database.ts";
import { DatabaseTooNewError, StorageError } from "./errors.ts";
import { forDialect, type Migration } from "./migration.ts";

const ledger = (table: string) => `CREATE TABLE IF NOT EXISTS ${table} (
  number {bigint} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at {bigint} NOT NULL
) {table}`;

export interface MigrateOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Where what was applied is written down: parts that share a database each have their own. Default schema_migrations. */
  readonly table?: string;
}

/**
 * Brings the database up to `migrations`, each in one transaction; those applied before are skipped. Two processes
 * that migrate at once take turns.
 * @returns the numbers applied now.
 * @throws {DatabaseTooNewError} before anything is changed, when the database has a migration that is not in the list.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  { now = Date.now, table = "schema_migrations" }: MigrateOptions = {},
): Promise<number[]> {
  if (!/^[a-z_]{1,63}$/.test(table)) throw new TypeError("a table's name is of a-z and _");
  const ordered = [...migrations].sort((a, b) => a.number - b.number);
  if (new Set(ordered.map((m) => m.number)).size !== ordered.length) {
    throw new StorageError("two migrations have the same number");
  }
  await database.transaction(async (tx) => {
    await tx.lock(table);
    await tx.execute(forDialect(ledger(table), tx.dialect));
    const rows = await tx.query<{ number: number; name: string }>(
      `SELECT number, name FROM ${table} ORDER BY number`,
    );
    const known = new Map(ordered.map((m) => [m.number, m.name]));
    for (const { number, name } of rows) {
      if (known.get(number) === name) continue;
      throw new DatabaseTooNewError(
        `The database has the change ${number} (${name}), which this version of Culver does not know. ` +
          "Start the version that wrote it, or a newer one.",
      );
    }
  });
  const applied: number[] = [];
  for (const migration of ordered) {
    if (await apply(database, migration, table, now())) applied.push(migration.number);
  }
  return applied;
}

function apply(database: Database, migration: Migration, table: string, now: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx.lock(table);
    const done = await tx.query(`SELECT number FROM ${table} WHERE number = ?`, [migration.number]);
    if (done.length > 0) return false;
    for (const statement of migration.statements) await tx.execute(forDialect(statement, tx.dialect));
    await tx.execute(`INSERT INTO ${table} (number, name, applied_at) VALUES (?, ?, ?)`, [
      migration.number,
      migration.name,
      now,
    ]);
    return true;
  });
}
