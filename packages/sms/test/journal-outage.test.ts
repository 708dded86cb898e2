import { expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { createTestDatabase } from "@culver/testing/engines";
import { SMS_MIGRATIONS } from "../src/migrations/index.ts";
import { Journal } from "../src/queue/journal.ts";

const MANY = 400_000;

test("what gathers while the disk takes nothing for long is written when it does", async () => {
  await using db = await createTestDatabase("sqlite");
  await migrate(db.database, SMS_MIGRATIONS, { table: "sms_migrations" });
  let isFull = true;
  let failures = 0;
  const disk: Database = new Proxy(db.database, {
    get(target, name) {
      if (name === "transaction" && isFull) return () => Promise.reject(new Error("disk full"));
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const { promise: failed, resolve } = Promise.withResolvers<void>();
  const journal = new Journal({
    database: disk,
    windowMs: 1,
    now: Date.now,
    onCommit: () => undefined,
    onFailure: () => {
      failures++;
      resolve();
    },
  });
  for (let n = 1; n <= MANY; n++) {
    journal.event(n, 1, n, { kind: "failed", carrier: "c", code: undefined, reason: "it is so" });
    journal.finish(n, "failed");
  }
  await failed;
  journal.told(1);
  isFull = false;
  await journal.committed();
  const [row] = await db.database.query<{ n: number }>("SELECT COUNT(*) AS n FROM sms_events");
  expect(row?.n).toBe(MANY);
  expect(failures).toBe(1);
  await journal.close();
}, 60_000);
