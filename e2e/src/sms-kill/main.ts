/**
 * kill -9 of the SMS gateway under load: `bun run e2e/src/sms-kill/main.ts [--kills 20] [--messages 5000] [--seed N]`.
 * Ends with a table, and exit code 1 when anything was lost or a duplicate was not marked uncertain.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "../support/seeded-random.ts";
import { smsKill } from "./scenario.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    messages: { type: "string", default: "5000" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    database: { type: "string" },
    "timeout-seconds": { type: "string", default: "300" },
  },
});
const directory = mkdtempSync(join(tmpdir(), "culver-sms-kill-"));
const messages = Number(values.messages);
console.log(`seed ${values.seed}, ${messages} messages`);
const verdict = await smsKill({
  databaseUrl: values.database ?? `sqlite:${join(directory, "sms.db")}`,
  messages,
  kills: Number(values.kills),
  random: seededRandom(Number(values.seed)),
  timeoutMs: Number(values["timeout-seconds"]) * 1000,
  onProgress: (line) => process.stdout.write(`\r${line}   `),
});
rmSync(directory, { recursive: true, force: true });
console.log();
console.table([verdict]);
const isClean =
  verdict.lost === 0 &&
  verdict.duplicates === verdict.markedUncertain &&
  verdict.otherReference === 0 &&
  verdict.delivered === messages;
console.log(isClean ? "clean" : "NOT CLEAN");
process.exit(isClean ? 0 : 1);
