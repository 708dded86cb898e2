import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, migrate, openDatabase } from "@culver/storage";
import { createPostgresDatabase } from "@culver/testing/postgres";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../src/migrations/index.ts";
import { WebhookQueue } from "../src/webhooks/index.ts";

const EVENTS = 30_000;
const AT_ONCE = 500;

/** A status, about as long as they are. */
const value = (n: number) => ({
  messaging_product: "whatsapp",
  metadata: { display_phone_number: "15550783881", phone_number_id: "106540352242922" },
  statuses: [
    {
      id: `wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI${String(n).padStart(12, "0")}`,
      status: "delivered",
      timestamp: "1750030073",
      recipient_id: "16505551234",
      pricing: { billable: false, pricing_model: "PMP", category: "service", type: "regular" },
    },
  ],
});

/** Events per second from `enqueue` to the receiver's 200 and the row's deletion. The receiver is a process of its own. */
async function bench(database: Database, receiver: string): Promise<number> {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  await using queue = WebhookQueue.open({
    database,
    secretOf: () => "a secret",
    reach: { allow: ["127.0.0.1"] },
  });
  const target = { app: "1", url: receiver };
  const began = performance.now();
  for (let n = 0; n < EVENTS; n += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, i) =>
      queue.enqueue(target, {
        waba: "102290129340398",
        field: "messages",
        value: value(n + i),
        conversation: String((n + i) % 1_000),
      }),
    );
    await Promise.all(batch);
    await new Promise(setImmediate);
  }
  while ((await queue.backlog()).waiting > 0) await Bun.sleep(5);
  const perSecond = Math.round(EVENTS / ((performance.now() - began) / 1000));
  const { deliveries, events, latency } = queue.tally();
  if (events < EVENTS) throw new Error("some were not delivered");
  say(
    `  ${deliveries} bodies, ${Math.round(events / deliveries)} events each, ${Math.round(latency.sumMs / deliveries)} ms each`,
  );
  return perSecond;
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Answers every POST with 200 once it has read it; prints its port. */
const RECEIVER = `
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", async fetch(request) {
  await request.arrayBuffer();
  return new Response();
} });
process.stdout.write(server.port + "\\n");
`;

const child = Bun.spawn([process.execPath, "-e", RECEIVER], { stdout: "pipe" });
const { value: first } = await child.stdout.getReader().read();
const receiver = `http://127.0.0.1:${new TextDecoder().decode(first).trim()}/`;
const folder = mkdtempSync(join(tmpdir(), "culver-webhooks-"));
try {
  await using postgres = await createPostgresDatabase();
  for (const url of [`sqlite:${join(folder, "business.db")}`, postgres.url]) {
    await using database = await openDatabase(url);
    const perSecond = await bench(database, receiver);
    say(`webhooks queued, delivered in batches and deleted, ${database.dialect}: ${perSecond} events/s`);
  }
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
// The PostgreSQL cluster of the tests ends with this process.
process.exit();
