import { expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { StatusTeller } from "../src/gateway/status-teller.ts";
import { silentLog } from "../src/log.ts";
import { SMS_MIGRATIONS } from "../src/migrations/index.ts";
import { Journal } from "../src/queue/journal.ts";
import { until } from "./support.ts";

/** The database, with every answer to a question held back until `then` has resolved. */
function answering(database: Database, then: () => Promise<void>): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === "query") {
        return async (...args: Parameters<Database["query"]>) => {
          const rows = await target.query(...args);
          await then();
          return rows;
        };
      }
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

forEachEngine("statuses that wait on disk", (open) => {
  async function tellerOn(then: () => Promise<void>) {
    const { database } = await open();
    await migrate(database, SMS_MIGRATIONS, { table: "sms_migrations" });
    const journal = new Journal({
      ...{ database, windowMs: 2, now: Date.now },
      ...{ onCommit: () => undefined, onFailure: () => undefined },
    });
    const teller = new StatusTeller({
      ...{ database: answering(database, then), journal, log: silentLog, retryMs: 5 },
      // One was there before, so that the disk is looked at first.
      ...{ last: 1, open: 0 },
    });
    const told: string[] = [];
    return { journal, teller, told, listen: () => teller.add(({ id }) => void told.push(id)) };
  }

  const status = { id: "a", purpose: "person", state: "sent", at: 1 } as const;

  test("one that is committed while the disk is read is told", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { journal, teller, told, listen } = await tellerOn(() => promise);
    listen();
    teller.tell(7, status);
    await journal.committed();
    resolve();
    await until(() => told.length > 0);
    expect(told).toEqual(["a"]);
    teller.close();
    await journal.close();
  });

  test("a disk that could not be read is read again", async () => {
    let failures = 2;
    const { journal, teller, told, listen } = await tellerOn(async () => {
      if (failures-- > 0) throw new Error("the connection is gone");
    });
    teller.tell(7, status);
    await journal.committed();
    listen();
    await until(() => told.length > 0);
    expect(told).toEqual(["a"]);
    teller.close();
    await journal.close();
  });
});
