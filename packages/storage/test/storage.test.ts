import { beforeAll, expect, test } from "bun:test";
import { statSync } from "node:fs";
import { createTestDatabase, forEachEngine } from "@culver/testing/engines";
import {
  type Database,
  DatabaseTooNewError,
  migrate,
  NestedTransactionError,
  openDatabase,
  StorageError,
  TransactionAbortedError,
  UniqueViolationError,
  type Value,
} from "../src/index.ts";
import { NEXT, SCHEMA } from "./fixtures/schema.ts";

const COLUMNS = ["owner", "id", "body"];

forEachEngine("storage", (open) => {
  let db: Database;
  let reopen: () => Promise<Database>;

  beforeAll(async () => {
    const created = await open();
    ({ database: db, reopen } = created);
    await migrate(db, [SCHEMA]);
  });

  const count = async (owner: string) =>
    (await db.query<{ n: number }>("SELECT COUNT(*) AS n FROM things WHERE owner = ?", [owner]))[0]?.n;

  test("values come back as they went in, with one type for a column on both engines", async () => {
    const big = 2n ** 62n;
    await db.execute("INSERT INTO things (owner, id, body, big_i64, share) VALUES (?, ?, ?, ?, ?)", [
      'what\'s "this"?',
      1_800_000_000_000,
      new Uint8Array([0, 255, 3]),
      big,
      1.5,
    ]);
    await db.execute("INSERT INTO things (owner, id, big_i64) VALUES (?, ?, ?)", ['what\'s "this"?', -1, 7]);
    const rows = await db.query("SELECT * FROM things WHERE owner = ? AND 'a?' <> ? ORDER BY id DESC", [
      'what\'s "this"?',
      "b",
    ]);
    expect(rows).toEqual([
      {
        owner: 'what\'s "this"?',
        id: 1_800_000_000_000,
        body: new Uint8Array([0, 255, 3]),
        big_i64: big,
        share: 1.5,
      },
      { owner: 'what\'s "this"?', id: -1, body: null, big_i64: 7n, share: null },
    ]);
    expect(rows[0]?.body?.constructor).toBe(Uint8Array);
  });

  test("an integer that a number cannot hold is refused, never rounded", async () => {
    await expect(db.query("SELECT CAST(? AS BIGINT) AS large", [2n ** 60n])).rejects.toThrow(Error);
  });

  test("counts, RETURNING and an identity column", async () => {
    const [first] = await db.query<{ seq: number }>("INSERT INTO events (what) VALUES (?) RETURNING seq", [
      "a",
    ]);
    const [second] = await db.query<{ seq: number }>("INSERT INTO events (what) VALUES (?) RETURNING seq", [
      "b",
    ]);
    expect(second?.seq).toBe((first?.seq ?? 0) + 1);
    expect(await db.execute("UPDATE events SET what = ?", ["c"])).toBe(2);
    expect(await db.execute("DELETE FROM events WHERE what = ?", ["nothing"])).toBe(0);
  });

  test("a taken key is a UniqueViolationError, a wrong statement a StorageError", async () => {
    await db.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["unique", 1]);
    await expect(db.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["unique", 1])).rejects.toThrow(
      UniqueViolationError,
    );
    await expect(db.query("SELECT * FROM nowhere")).rejects.toThrow(StorageError);
  });

  test("a transaction is all or nothing, and what its function throws comes out", async () => {
    const boom = new Error("boom");
    const failing = db.transaction(async (tx) => {
      await tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["tx", 1]);
      throw boom;
    });
    await expect(failing).rejects.toBe(boom);
    expect(await count("tx")).toBe(0);
    const result = await db.transaction(async (tx) => {
      await tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["tx", 2]);
      return "done";
    });
    expect(result).toBe("done");
    expect(await count("tx")).toBe(1);
  });

  test("a write beside a rolled-back transaction survives", async () => {
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    let goOn = () => {};
    const wait = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const transaction = db.transaction(async (tx) => {
      await tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["beside", 1]);
      entered();
      await wait;
      throw new Error("roll back");
    });
    const failed = transaction.catch((error: Error) => error.message);
    await inside;
    const write = db.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["beside", 2]);
    const bulk = db.insertMany("things", COLUMNS, [["beside", 3, null]]);
    const other = db.transaction((tx) =>
      tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["beside", 4]),
    );
    goOn();
    expect(await failed).toBe("roll back");
    expect(await Promise.all([write, bulk, other])).toEqual([1, 1, 1]);
    const rows = await db.query("SELECT id FROM things WHERE owner = ? ORDER BY id", ["beside"]);
    expect(rows).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }]);
  });

  test("transactions do not nest, and the database is not used inside one", async () => {
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(NestedTransactionError);
    await expect(db.transaction(() => db.query("SELECT 1 AS one"))).rejects.toThrow(NestedTransactionError);
    expect(await db.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("after a failed statement a transaction cannot commit, though the error was caught", async () => {
    const transaction = db.transaction(async (tx) => {
      await tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["doomed", 1]);
      await tx.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["doomed", 1]).catch(() => 0);
    });
    await expect(transaction).rejects.toThrow(TransactionAbortedError);
    expect(await count("doomed")).toBe(0);
  });

  test("a transaction is of no use when it is over", async () => {
    const tx = await db.transaction(async (given) => given);
    await expect(tx.query("SELECT 1 AS one")).rejects.toThrow(TransactionAbortedError);
  });

  test("transactions that take the same lock take turns", async () => {
    await db.execute("INSERT INTO things (owner, id, share) VALUES (?, ?, ?)", ["counter", 1, 0]);
    const add = () =>
      db.transaction(async (tx) => {
        await tx.lock("counter");
        const [row] = await tx.query<{ share: number }>("SELECT share FROM things WHERE owner = ?", [
          "counter",
        ]);
        await Bun.sleep(1);
        await tx.execute("UPDATE things SET share = ? WHERE owner = ?", [(row?.share ?? 0) + 1, "counter"]);
      });
    await Promise.all(Array.from({ length: 12 }, add));
    expect(await db.query("SELECT share FROM things WHERE owner = ?", ["counter"])).toEqual([{ share: 12 }]);
  });

  test("insertMany counts new rows, ignores or refuses taken ones as a whole", async () => {
    const rows = (ids: number[]): Value[][] => ids.map((id) => ["bulk", id, new Uint8Array([id])]);
    expect(await db.insertMany("things", COLUMNS, [])).toBe(0);
    expect(await db.insertMany("things", COLUMNS, rows([1, 2]))).toBe(2);
    expect(await db.insertMany("things", COLUMNS, rows([2, 3]), { onConflict: "ignore" })).toBe(1);
    await expect(db.insertMany("things", COLUMNS, rows([4, 1]))).rejects.toThrow(UniqueViolationError);
    expect(await count("bulk")).toBe(3);
  });

  test("insertNew tells which rows were new, the first of equals", async () => {
    const odd = 'quote " back\\slash, {brace}, NULL, ünï';
    expect(
      await db.insertNew(
        "things",
        COLUMNS,
        [
          [odd, 1, null],
          [odd, 2, null],
        ],
        ["owner", "id"],
      ),
    ).toEqual([true, true]);
    const again = [
      [odd, 2, null],
      [odd, 3, new Uint8Array(0)],
      [odd, 3, null],
    ];
    expect(await db.insertNew("things", COLUMNS, again, ["owner", "id"])).toEqual([false, true, false]);
    expect(await db.query("SELECT id, body FROM things WHERE owner = ? ORDER BY id", [odd])).toEqual([
      { id: 1, body: null },
      { id: 2, body: null },
      { id: 3, body: new Uint8Array(0) },
    ]);
  });

  test("deleteMany deletes by key and counts; all of it in a transaction rolls back", async () => {
    await db.insertMany(
      "things",
      COLUMNS,
      Array.from({ length: 50 }, (_, id) => ["gone", id, null]),
    );
    expect(
      await db.deleteMany(
        "things",
        ["owner", "id"],
        [
          ["gone", 1],
          ["gone", 2],
          ["gone", 999],
        ],
      ),
    ).toBe(2);
    const undone = db.transaction(async (tx) => {
      await tx.deleteMany("things", ["owner"], [["gone"]]);
      await tx.insertNew("things", COLUMNS, [["gone", 1, null]], ["owner", "id"]);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect(await count("gone")).toBe(48);
  });

  test("what was committed is there for a second handle", async () => {
    await db.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["durable", 1]);
    const second = await reopen();
    expect(await second.query("SELECT id FROM things WHERE owner = ?", ["durable"])).toEqual([{ id: 1 }]);
  });

  test("an address that is none, or that nobody answers at, is refused", async () => {
    await expect(openDatabase("mysql://localhost/x")).rejects.toThrow(StorageError);
    await expect(openDatabase("sqlite:")).rejects.toThrow(StorageError);
    await expect(openDatabase("postgres://culver:secret@127.0.0.1:1/x")).rejects.toThrow(StorageError);
  });

  test("a database that is closed says so", async () => {
    const second = await reopen();
    await second.close();
    await expect(second.query("SELECT 1 AS one")).rejects.toThrow(StorageError);
  });
});

test("a SQLite file and its log are their owner's alone", async () => {
  await using created = await createTestDatabase("sqlite");
  await migrate(created.database, [SCHEMA]);
  const path = created.url.slice("sqlite:".length);
  for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

forEachEngine("migrations", (open) => {
  test("run once each, keep the data, and are recorded", async () => {
    const { database } = await open();
    expect(await migrate(database, [SCHEMA])).toEqual([1]);
    await database.execute("INSERT INTO things (owner, id) VALUES (?, ?)", ["old", 1]);
    expect(await migrate(database, [NEXT, SCHEMA])).toEqual([2]);
    expect(await migrate(database, [SCHEMA, NEXT])).toEqual([]);
    expect(await database.query("SELECT owner, id, label FROM things")).toEqual([
      { owner: "old", id: 1, label: "none" },
    ]);
  });

  test("two that migrate at once take turns", async () => {
    const { url, database } = await open();
    // In processes of their own: SQLite waits for another handle by blocking the thread.
    const script = new URL("./fixtures/migrate-process.ts", import.meta.url).pathname;
    const processes = Array.from({ length: 2 }, () =>
      Bun.spawn([process.execPath, script, url], { stdout: "pipe", stderr: "inherit" }),
    );
    const printed = await Promise.all(processes.map((p) => new Response(p.stdout).text()));
    expect(printed.flatMap((text) => JSON.parse(text)).sort()).toEqual([1, 2]);
    expect(await migrate(database, [SCHEMA, NEXT])).toEqual([]);
  });

  test("a failing one leaves nothing behind", async () => {
    const { database } = await open();
    const broken = { ...SCHEMA, statements: [...SCHEMA.statements, "CREATE TABLE nonsense nonsense"] };
    await expect(migrate(database, [broken])).rejects.toThrow(StorageError);
    expect(await migrate(database, [SCHEMA])).toEqual([1]);
  });

  test("a database of a newer version is refused", async () => {
    const { database } = await open();
    await migrate(database, [SCHEMA, NEXT]);
    await expect(migrate(database, [SCHEMA])).rejects.toThrow(DatabaseTooNewError);
  });
});
