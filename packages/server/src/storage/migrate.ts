import type { Database } from "./database.ts";
import { DatabaseTooNewError, StorageError } from "./errors.ts";
import { forDialect, type Migration } from "./migration.ts";

const TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (
  number {bigint} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at {bigint} NOT NULL
) {table}`;

/**
 * Brings the database up to `migrations`, each in one transaction; those applied before are skipped. Two processes
 * that migrate at once take turns.
 * @returns the numbers applied now.
 * @throws {DatabaseTooNewError} before anything is changed, when the database has a migration that is not in the list.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  now: () => number = Date.now,
): Promise<number[]> {
  const ordered = [...migrations].sort((a, b) => a.number - b.number);
  if (new Set(ordered.map((m) => m.number)).size !== ordered.length) {
    throw new StorageError("two migrations have the same number");
  }
  await database.transaction(async (tx) => {
    await tx.lock("schema_migrations");
    await tx.execute(forDialect(TABLE, tx.dialect));
    const rows = await tx.query<{ number: number; name: string }>(
      "SELECT number, name FROM schema_migrations ORDER BY number",
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
    if (await apply(database, migration, now())) applied.push(migration.number);
  }
  return applied;
}

function apply(database: Database, migration: Migration, now: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx.lock("schema_migrations");
    const done = await tx.query("SELECT number FROM schema_migrations WHERE number = ?", [migration.number]);
    if (done.length > 0) return false;
    for (const statement of migration.statements) await tx.execute(forDialect(statement, tx.dialect));
    await tx.execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (?, ?, ?)", [
      migration.number,
      migration.name,
      now,
    ]);
    return true;
  });
}
