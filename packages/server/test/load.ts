/**
 * A quick load: `bun packages/server/test/load.ts [pairs] [seconds] [inFlight] [sqlite|postgres] [offline]`. The server
 * runs in this process, the devices in another; payloads are 300 opaque bytes. Prints CPU per message, as it is after
 * the first seconds: until then a third of it is the compiler's.
 */

import { directConversation } from "@culver/protocol";
import { createTestDatabase } from "@culver/testing/engines";
import { Relay, startChat } from "./relay.ts";

const [pairs = 100, seconds = 5, inFlight = 20] = process.argv.slice(2, 5).map(Number);
const engine = process.argv[5] === "postgres" ? "postgres" : "sqlite";
const offline = process.argv[6] === "offline";
const WARM_UP_S = 8;
await using test = await createTestDatabase(engine);
await using relay = await Relay.start(test, { streamLimits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
const people: unknown[] = [];
for (let i = 0; i < pairs; i++) {
  const anna = await relay.person();
  const ben = await relay.person();
  const a = await relay.connect(anna);
  const chat = await startChat(a, anna, [ben.account], directConversation(anna.account, ben.account));
  a.close();
  await a.ended();
  const pick = ({ account, device, token }: typeof anna) => ({ account, device, token });
  people.push({ a: pick(anna), b: pick(ben), conversation: chat.conversation, group: chat.group });
}
const child = Bun.spawn({
  cmd: [process.execPath, new URL("load-devices.ts", import.meta.url).pathname],
  stdin: new Blob([
    JSON.stringify({ url: relay.streamUrl, people, seconds, warmUp: WARM_UP_S, inFlight, offline }),
  ]),
  stdout: "pipe",
  stderr: "inherit",
});
// Connections and compilation are not what is measured.
const settingUp = relay.server.stats().messagesAccepted;
while (relay.server.stats().messagesAccepted === settingUp && child.exitCode === null) await Bun.sleep(20);
await Bun.sleep(WARM_UP_S * 1000);
const before = { ...relay.server.stats(), cpu: process.cpuUsage(), at: performance.now() };
const report = await new Response(child.stdout).text();
const after = relay.server.stats();
const cpu = process.cpuUsage(before.cpu);
const messages = after.messagesAccepted - before.messagesAccepted;
const written = after.messagesWritten - before.messagesWritten;
const line = {
  ...JSON.parse(report),
  messages,
  written,
  cpuMicroseconds: ((cpu.user + cpu.system) / messages).toFixed(1),
  user: (cpu.user / messages).toFixed(1),
  system: (cpu.system / messages).toFixed(1),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
process.exit(0);
