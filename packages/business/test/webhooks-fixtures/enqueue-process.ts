import { openDatabase } from "@culver/storage";
import { event, openQueue } from "../webhooks-support.ts";

/**
 * Queues events with growing numbers for the receiver named on the command line, until it is killed, and prints each
 * number after its event is on disk. Every other event goes in a transaction of its own.
 */
const [databaseUrl = "", receiverUrl = "", from = "0"] = process.argv.slice(2);
const database = await openDatabase(databaseUrl);
const queue = await openQueue(database, { tuning: { batchEvents: 20 } });
const target = { app: "1", url: receiverUrl };
for (let n = Number(from); ; n++) {
  if (n % 2 === 0) await queue.enqueue(target, event(n));
  else {
    await database.transaction((tx) => queue.enqueue(target, event(n), tx));
    queue.wake(target);
  }
  process.stdout.write(`${n}\n`);
  // SQLite answers within the same turn of the event loop: without this nothing else would ever run.
  await new Promise(setImmediate);
}
