/**
 * kill -9 of relay and business under load: `bun run e2e/src/business-kill/main.ts [--kills 20] [--messages 4000] [--seed N]
 * [--apart]`. `--apart`: relay and business are two processes, killed by turns.
 * Ends with a table, and exit code 1 when an accepted message or a webhook was lost, or a message came twice.
 */
import { parseArgs } from "node:util";
import { seededRandom } from "../support/seeded-random.ts";
import { businessKill, isClean } from "./scenario.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    messages: { type: "string", default: "4000" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    apart: { type: "boolean", default: false },
    "timeout-seconds": { type: "string", default: "120" },
  },
});
const messages = Number(values.messages);
console.log(`seed ${values.seed}, ${messages} messages`);
const verdict = await businessKill({
  messages,
  incoming: Math.ceil(messages / 10),
  customers: 8,
  callers: 16,
  kills: Number(values.kills),
  isApart: values.apart,
  random: seededRandom(Number(values.seed)),
  timeoutMs: Number(values["timeout-seconds"]) * 1000,
  onProgress: (line) => process.stdout.write(`\r${line}   `),
});
console.log();
console.table([verdict]);
console.log(isClean(verdict) ? "clean" : "NOT CLEAN");
process.exit(isClean(verdict) ? 0 : 1);
