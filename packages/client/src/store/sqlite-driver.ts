/** The few calls that bun:sqlite and node:sqlite have in common. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): unknown;
  /** bun:sqlite keeps a database open until its statements are finalised; node:sqlite needs no such call. */
  finalize?(): void;
}

type Constructor = new (path: string, options?: object) => SqliteDatabase;

/** Opens a database with whichever engine the runtime carries. Throws when there is none (Node before 22.5). */
export async function openSqlite(path: string): Promise<SqliteDatabase> {
  if (typeof Bun !== "undefined") {
    const { Database } = await import("bun:sqlite");
    return new Database(path, { create: true, readwrite: true }) as unknown as SqliteDatabase;
  }
  const specifier = "node:sqlite";
  const { DatabaseSync } = (await import(specifier)) as { DatabaseSync: Constructor };
  return new DatabaseSync(path);
}
