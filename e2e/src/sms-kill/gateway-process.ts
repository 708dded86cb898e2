/**
 * The victim: a gateway under load. Arguments: the database's address, the route, how many messages there are. Reads
 * the first index that was not acknowledged from the environment; writes `s index` when a message is durable and
 * `d index` when its delivery was told.
 */
import { openSmsGateway } from "@culver/sms";
import { openDatabase } from "@culver/storage";

const [databaseUrl = "", route = "", total = "0"] = process.argv.slice(2);
const messages = Number(total);
const missing: number[] = JSON.parse(process.env.SMS_KILL_MISSING ?? "[]");

const database = await openDatabase(databaseUrl);
const gateway = await openSmsGateway({
  database,
  routes: route,
  tuning: { backoff: { baseMs: 20, maxMs: 100 }, responseTimeoutMs: 3_000 },
  queue: { sweepMs: 100 },
  retry: { uncertainMs: 300, unsentMs: 50 },
});
gateway.onStatus(({ id, state }) => {
  if (state !== "sent") process.stdout.write(`${state === "delivered" ? "d" : "f"} ${id}\n`);
});

const LANES = 100;
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let index = missing.shift(); index !== undefined; index = missing.shift()) {
      await gateway.send({
        id: String(index),
        to: `+4477009${String(index % messages).padStart(5, "0")}`,
        from: "Culver",
        body: { kind: "text", text: `message ${index}` },
        purpose: "person",
      });
      process.stdout.write(`s ${index}\n`);
      // Sending goes on as long as delivering does: a kill hits both.
      await gateway.settled(String(index));
    }
  }),
);
