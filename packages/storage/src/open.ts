import type { Database } from "./database.ts";
import { StorageError } from "./errors.ts";
import { PostgresDatabase } from "./postgres.ts";
import { SqliteDatabase } from "./sqlite.ts";

/**
 * Opens `sqlite:path`, `sqlite::memory:`, `postgres://…` or `postgresql://…`. Follow it with `migrate`.
 * @throws {StorageError} for another address, and when the database does not answer.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (url.startsWith("sqlite:")) {
    const path = url.slice("sqlite:".length);
    if (path === "") throw new StorageError("sqlite: needs a path");
    return open(() => new SqliteDatabase(path));
  }
  if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
    return open(() => new PostgresDatabase(url));
  }
  // The address may hold a password: it is not repeated.
  throw new StorageError("a database address begins with sqlite: or postgres://");
}

async function open(create: () => Database): Promise<Database> {
  let database: Database | undefined;
  try {
    database = create();
    await database.query("SELECT 1 AS one");
    return database;
  } catch (error) {
    await database?.close();
    throw new StorageError("the database could not be opened", { cause: error });
  }
}
