import { afterAll, describe, expect, test } from "bun:test";
import { SQL } from "bun";
import {
  createPostgresDatabase,
  PostgresCluster,
  PostgresUnavailableError,
  packagedBinaries,
  systemBinaries,
} from "../src/postgres.ts";

const TIMEOUT_MS = 60_000;
const sources = [...systemBinaries().slice(0, 1), packagedBinaries()].filter((bin) => bin !== undefined);

describe.each(sources)("a cluster from %s", (bin) => {
  test(
    "keeps what was committed through a kill -9, because fsync stays on",
    async () => {
      await using cluster = await PostgresCluster.create(bin);
      await using database = await cluster.createDatabase();
      const before = new SQL(database.url, { max: 1 });
      expect([...(await before`SHOW fsync`)]).toEqual([{ fsync: "on" }]);
      await before`CREATE TABLE note (text TEXT NOT NULL)`;
      await before`INSERT INTO note VALUES (${"grüße"})`;
      await cluster.kill();
      await before.close({ timeout: 0 });
      await cluster.start();
      await using after = new SQL(database.url, { max: 1 });
      expect([...(await after`SELECT text FROM note`)]).toEqual([{ text: "grüße" }]);
    },
    TIMEOUT_MS,
  );
});

describe("createPostgresDatabase", () => {
  const open: AsyncDisposable[] = [];
  afterAll(async () => {
    for (const database of open) await database[Symbol.asyncDispose]();
  });

  test(
    "gives every caller a database of its own",
    async () => {
      const [one, two] = [await createPostgresDatabase(), await createPostgresDatabase()];
      open.push(one, two);
      expect(one.url).not.toBe(two.url);
      await using first = new SQL(one.url, { max: 1 });
      await using second = new SQL(two.url, { max: 1 });
      await first`CREATE TABLE only_here (id BIGINT)`;
      expect([...(await second`SELECT to_regclass('only_here') AS found`)]).toEqual([{ found: null }]);
    },
    TIMEOUT_MS,
  );

  test("says in plain words why it could not start", async () => {
    await expect(PostgresCluster.create("/nowhere/bin")).rejects.toThrow(PostgresUnavailableError);
  });
});
