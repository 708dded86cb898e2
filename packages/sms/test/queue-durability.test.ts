import { describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { migrate } from "@culver/storage";
import { createTestDatabase, forEachEngine } from "@culver/testing/engines";
import { openSmsGateway, type SmsStatus } from "../src/index.ts";
import { SMS_MIGRATIONS } from "../src/migrations/index.ts";
import { Vault } from "../src/vault/vault.ts";
import { carrierForTests, message, PHONE, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const NOWHERE = "smpp://culver:secret@127.0.0.1:1";

forEachEngine("what is queued", (open) => {
  test("survives a restart, is sent once, and is told once it is taken", async () => {
    const { database } = await open();
    const before = await openSmsGateway({ database, routes: NOWHERE, ...quick });
    for (let i = 0; i < 30; i++) await before.send(message({ id: `m${i}` }));
    await before[Symbol.asyncDispose]();

    await using carrier = await carrierForTests();
    const gateway = await openSmsGateway({ database, routes: carrier.route, ...quick });
    const statuses: SmsStatus[] = [];
    let refusals = 3;
    gateway.onStatus((status) => {
      if (refusals-- > 0) throw new Error("not now");
      statuses.push(status);
    });
    await until(() => statuses.length === 60);
    expect(carrier.submitted).toHaveLength(30);
    const ids = new Set(statuses.map(({ id }) => id));
    for (const id of ids) {
      const told = statuses.filter((status) => status.id === id);
      expect(told.map(({ state }) => state)).toEqual(["sent", "delivered"]);
    }
    await gateway[Symbol.asyncDispose]();
    expect(await database.query("SELECT n FROM sms_statuses")).toEqual([]);
    expect(await database.query("SELECT message FROM sms_answers")).toEqual([]);
  });

  test("is queued once however often it is sent with its id", async () => {
    const { database } = await open();
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({ database, routes: carrier.route, ...quick });
    await Promise.all(Array.from({ length: 5 }, () => gateway.send(message({ id: "same" }))));
    await gateway.settled("same");
    await gateway.send(message({ id: "same" }));
    expect(carrier.submitted).toHaveLength(1);
    expect(gateway.state().counters).toMatchObject({ queued: 1, repeated: 5 });
    expect(await gateway.settled("unknown")).toBeUndefined();
  });

  test("waits on disk when memory is full, and none is forgotten", async () => {
    const { database } = await open();
    const before = await openSmsGateway({ database, routes: NOWHERE, ...quick, queue: { maxInMemory: 10 } });
    await Promise.all(Array.from({ length: 60 }, (_, i) => before.send(message({ id: `m${i}` }))));
    expect(before.state().queue).toMatchObject({ unfinished: 60 });
    expect(before.state().queue.inMemory).toBeLessThanOrEqual(10);
    await before[Symbol.asyncDispose]();
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({
      database,
      routes: carrier.route,
      ...quick,
      queue: { ...quick.queue, maxInMemory: 10 },
    });
    await until(() => gateway.state().counters.delivered === 60, 20_000);
    expect(carrier.submitted).toHaveLength(60);
  });
});

describe("the queue", () => {
  test("statuses that nobody took are told after a restart", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests();
    const before = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    before.onStatus(() => Promise.reject(new Error("disk full")));
    await before.send(message({ id: "one" }));
    await before.settled("one");
    await before[Symbol.asyncDispose]();
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const states: string[] = [];
    gateway.onStatus(({ state }) => void states.push(state));
    await until(() => states.length === 2);
    expect(states).toEqual(["sent", "delivered"]);
    await until(() => gateway.state().queue.statuses === 0);
  });

  test("neither phone nor text can be read in the database", async () => {
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: NOWHERE,
      secret: randomBytes(32),
    });
    await gateway.send(message({ body: { kind: "text", text: "needle in a haystack" } }));
    for (const table of ["sms_messages", "sms_events", "sms_keys"]) {
      const rows = await db.database.query(`SELECT * FROM ${table}`);
      const dump = rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value)))
        .join("|");
      expect(dump).not.toContain("needle");
      expect(dump).not.toContain(PHONE.slice(1));
    }
  });

  test("a write that fails refuses the send, and what follows is written", async () => {
    await using db = await createTestDatabase("sqlite");
    const { database } = db;
    let isFull = false;
    const failing = new Proxy(database, {
      get(target, name) {
        if (name === "transaction" && isFull) return () => Promise.reject(new Error("disk full"));
        const value = Reflect.get(target, name) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({ database: failing, routes: carrier.route, ...quick });
    isFull = true;
    await expect(gateway.send(message({ id: "refused" }))).rejects.toThrow("disk full");
    isFull = false;
    await gateway.send(message({ id: "taken" }));
    expect(await gateway.settled("taken")).toMatchObject({ state: "delivered" });
    expect(carrier.submitted).toHaveLength(1);
    expect(gateway.state().counters.failedCommits).toBe(1);
  });

  test("bad input is refused before anything is written", async () => {
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({ database: db.database, routes: NOWHERE });
    await expect(gateway.send(message({ to: "07700900123" }))).rejects.toThrow("no E.164 number");
    await expect(gateway.send(message({ from: "Twelve chars" }))).rejects.toThrow("the sender is neither");
    await expect(gateway.send(message({ id: "x".repeat(129) }))).rejects.toThrow("an id has 1 to 128");
    await expect(
      gateway.send(message({ body: { kind: "text", text: "x".repeat(60_000) } })),
    ).rejects.toThrow();
    expect(await db.database.query("SELECT seq FROM sms_messages")).toEqual([]);
  });
});

describe("the vault", () => {
  const DAY = 86_400_000;

  test("makes a key a day, and deletes it when nothing needs it", async () => {
    await using db = await createTestDatabase("sqlite");
    const { database } = db;
    await migrate(database, SMS_MIGRATIONS, { table: "sms_migrations" });
    let now = 0;
    const secret = randomBytes(32);
    const open = () => Vault.open({ database, now: () => now, users: ["sms_parts"], secret });
    const vault = await open();
    const sealed = vault.seal(Buffer.from("text"), "context");
    const { keyId } = vault;
    await database.insertMany(
      "sms_parts",
      ["carrier", "message", "number", "at", "key_id", "part"],
      [["a", "m", 1, 0, keyId, sealed]],
    );
    now = 3 * DAY;
    await vault.rotate();
    expect(vault.keyId).toBe(keyId + 1);
    expect(Buffer.from((await open()).open(keyId, sealed, "context")).toString()).toBe("text");
    expect(() => vault.open(keyId, sealed, "another context")).toThrow("do not open");
    await database.execute("DELETE FROM sms_parts");
    await vault.rotate();
    expect(() => vault.open(keyId, sealed, "context")).toThrow("the key is gone");
    const other = Vault.open({ database, now: () => now, users: ["sms_parts"], secret: randomBytes(32) });
    await expect(other).rejects.toThrow("do not open");
  });

  test("hashes tell parts apart", async () => {
    await using db = await createTestDatabase("sqlite");
    await migrate(db.database, SMS_MIGRATIONS, { table: "sms_migrations" });
    const vault = await Vault.open({ database: db.database, now: () => 0, users: ["sms_parts"] });
    expect(vault.hash("ab", "c")).not.toEqual(vault.hash("a", "bc"));
    expect(vault.hash("ab", "c")).toEqual(vault.hash("ab", "c"));
  });
});
