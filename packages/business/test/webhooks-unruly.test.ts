import { expect, setDefaultTimeout, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import fc from "fast-check";
import { serveTcp } from "./outgoing-support.ts";
import { event, openQueue, receiver, until } from "./webhooks-support.ts";

setDefaultTimeout(30_000);

test("whatever octets a receiver answers with, and whatever is sent, delivery goes on", async () => {
  await using db = await createTestDatabase("sqlite");
  const warnings: string[] = [];
  await using queue = await openQueue(db.database, {
    tuning: { timeoutMs: 500, keepDeliveredMs: 60_000 },
    log: { warn: (_, message) => warnings.push(message) },
  });
  let octets = new Uint8Array();
  await using odd = await serveTcp((socket) => socket.once("data", () => socket.end(octets)));
  await using good = await receiver();
  const head = fc.constantFrom(
    "",
    "HTTP/1.1 200 OK\r\n",
    "HTTP/1.1 500 \r\n\r\n",
    "HTTP/1.1 -1 X\r\n",
    "HTTP/2 200\r\n",
  );
  const tail = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string().map((text) => Buffer.from(text)),
  );
  let n = 0;
  const tries = () => {
    const { deliveries, failures } = queue.tally();
    return deliveries + Object.values(failures).reduce((sum, count) => sum + count, 0);
  };
  await fc.assert(
    fc.asyncProperty(head, tail, fc.jsonValue(), async (first, rest, value) => {
      octets = Buffer.concat([Buffer.from(first), rest]);
      const before = tries();
      const number = n++;
      await queue.enqueue({ app: "1", url: odd.url }, event(0, { value: { value } }));
      await queue.enqueue({ app: "1", url: good.url }, event(number));
      await until(() => good.numbers().includes(number) && tries() > before + 1);
    }),
    { numRuns: 60 },
  );
  expect(warnings).toEqual([]);
});

test("secrets that cannot be had, resolvers that throw and a database that fails for a while stop nothing", async () => {
  await using db = await createTestDatabase("sqlite");
  await using good = await receiver();
  const warnings: string[] = [];
  let isBroken = true;
  await using queue = await openQueue(db.database, {
    secretOf: () => {
      if (isBroken) throw new Error("no secret");
      return "a secret";
    },
    log: { warn: (_, message) => warnings.push(message) },
  });
  await queue.enqueue({ app: "1", url: good.url }, event(1));
  await until(() => (queue.tally().failures.internal ?? 0) > 1);
  isBroken = false;
  await until(() => good.numbers().length === 1);
  await db.database.execute("ALTER TABLE business_webhook_events RENAME TO away");
  await expect(queue.enqueue({ app: "1", url: good.url }, event(2))).rejects.toThrow();
  await until(() => warnings.length > 0);
  await db.database.execute("ALTER TABLE away RENAME TO business_webhook_events");
  await queue.enqueue({ app: "1", url: good.url }, event(3));
  await until(() => good.numbers().includes(3));
});
