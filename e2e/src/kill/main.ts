/**
 * kill -9 at random moments while two devices exchange messages: `bun run e2e:kill [--messages 10000] [--victim server|client|both] [--seed N]`.
 * Ends with a table of what arrived, and exit code 1 when anything was lost, doubled or out of order.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../support/free-port.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { ServerProcess } from "../support/server-process.ts";
import { DeviceProcess } from "./device-process.ts";
import { judge, type Verdict } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "10000" },
    victim: { type: "string", default: "server" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    "timeout-seconds": { type: "string", default: "900" },
  },
});
const perDevice = Math.ceil(Number(values.messages) / 2);
const random = seededRandom(Number(values.seed));
const directory = mkdtempSync(join(tmpdir(), "culver-kill-"));
const server = new ServerProcess({ port: freePort(), data: join(directory, "server"), quiet: true });
const numbers = ["+447700900101", "+447700900102"] as const;
const devices = [
  new DeviceProcess(join(directory, "a"), server.url, numbers[0], numbers[1], perDevice),
  new DeviceProcess(join(directory, "b"), server.url, numbers[1], numbers[0], perDevice),
] as const;

/** Between two kills, ms: long enough that both devices are usually connected again, short enough to hit every phase. */
const CALM_MS = [300, 1500] as const;

console.log(`seed ${values.seed}, ${perDevice} messages each way, kill -9 of: ${values.victim}`);
const begin = Date.now();
const deadline = begin + Number(values["timeout-seconds"]) * 1000;
await server.start();
for (const device of devices) device.start();
let serverKills = 0;
let clientKills = 0;
const complete = () => devices.every((d) => d.settled && d.received >= perDevice);
while (!complete() && Date.now() < deadline) {
  await Bun.sleep(CALM_MS[0] + random() * (CALM_MS[1] - CALM_MS[0]));
  if (devices.some((d) => d.sent === 0) || complete()) continue;
  const client = values.victim === "client" || (values.victim === "both" && random() < 0.5);
  if (client) {
    const device = random() < 0.5 ? devices[0] : devices[1];
    await device.kill();
    clientKills++;
    await Bun.sleep(random() * 300);
    device.start();
  } else {
    await server.kill();
    serverKills++;
    await Bun.sleep(random() * 300);
    await server.start();
  }
  process.stdout.write(
    `\r${serverKills} server kills, ${clientKills} client kills, received ${devices.map((d) => d.received).join(" + ")}   `,
  );
}
console.log();
await Bun.sleep(1000);
for (const device of devices) await device.kill("SIGTERM");
const verdicts: Verdict[] = [
  await judge(devices[0].store, server.url, numbers[1], perDevice),
  await judge(devices[1].store, server.url, numbers[0], perDevice),
];
await server.kill("SIGTERM");
console.table(verdicts.map((verdict, i) => ({ device: i === 0 ? "a" : "b", ...verdict })));
const clean = verdicts.every(
  (v) => v.missing + v.twice + v.outOfOrder + v.undecryptable === 0 && v.arrived === v.expected,
);
console.log(
  `${clean ? "clean" : "NOT CLEAN"}: ${serverKills} server kills, ${clientKills} client kills, ${Math.round((Date.now() - begin) / 1000)} s, seed ${values.seed}`,
);
process.exit(clean ? 0 : 1);
