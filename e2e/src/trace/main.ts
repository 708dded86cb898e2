/**
 * Shows that no acknowledgement leaves before its fdatasync has returned: `bun run e2e:trace [--messages 300]`.
 *
 * A device sends to one that is offline, so that everything has to go to disk, while strace writes down what the server does.
 * For every `<a h/>` on the wire, each stanza it covers must have been written to a file, and an fdatasync or fsync of that file that began
 * after the write must have returned, before the call that sent the acknowledgement began.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient, MemoryStore } from "@culver/client";
import { BinaryCodec } from "@culver/protocol";
import { freePort } from "../support/free-port.ts";
import { waitForCode } from "../support/sandbox-codes.ts";
import { ServerProcess } from "../support/server-process.ts";
import { checkTrace } from "./check-trace.ts";
import { SentStanzas } from "./sent-stanzas.ts";

const { values } = parseArgs({ options: { messages: { type: "string", default: "300" } } });
const count = Number(values.messages);
const codec = new BinaryCodec({ domain: "localhost" });
const folder = mkdtempSync(join(tmpdir(), "culver-trace-"));
const traceFile = join(folder, "trace");
const strace = [
  "strace",
  "-f",
  "-y",
  "-xx",
  "-s",
  "1000000",
  "-e",
  "trace=fdatasync,fsync,write,pwrite64,writev,pwritev,sendto,sendmsg",
  "-o",
  traceFile,
];
const server = new ServerProcess({ port: freePort(), data: join(folder, "data"), prefix: strace });

if (Bun.which("strace") === null) {
  process.stderr.write("strace is not installed: apt-get install strace\n");
  process.exit(2);
}

/** A WebSocket that also tells what it sends. */
const recording = (sent: SentStanzas) =>
  class extends WebSocket {
    override send(data: string | ArrayBufferLike | ArrayBufferView<ArrayBufferLike> | Blob): void {
      if (data instanceof Uint8Array) sent.push(data.slice());
      super.send(data as Uint8Array<ArrayBuffer>);
    }
  };

async function register(number: string, sent: SentStanzas) {
  const client = await createClient({
    store: new MemoryStore(),
    serverUrl: server.url,
    WebSocket: recording(sent),
  });
  const started = await client.startRegistration(number);
  await client.verifyCode(started.registration, await waitForCode(server.url, number));
  return client;
}

await server.start();
const bob = await register("+447700900202", new SentStanzas(codec));
await bob.disconnect();
await bob.close();
const sent = new SentStanzas(codec);
const alice = await register("+447700900201", sent);
await alice.connect();
const [found] = await alice.lookup(["+447700900202"]);
if (found?.contact === undefined) throw new Error("the other device is not found");
const { id } = await alice.openConversation(found.contact.account);
for (let n = 1; n <= count; n++) {
  await alice.sendText(id, `message ${n}`);
  if (n % 40 === 0) await Bun.sleep(20);
}
while ((await alice.messages(id, { limit: count + 10 })).some((message) => message.status === "queued"))
  await Bun.sleep(50);
await Bun.sleep(300);
await server.kill("SIGTERM");
await alice.close();

const result = checkTrace(readFileSync(traceFile, "utf8"), sent.marks, codec);
rmSync(folder, { recursive: true });
process.stdout.write(
  [
    `stanzas sent: ${sent.marks.length}, of them with content to be found on disk: ${sent.marks.filter((marks) => marks.length > 0).length}`,
    `acknowledgements on the wire: ${result.acknowledgements}, the last covers ${result.covered}`,
    `fdatasync or fsync that returned: ${result.syncs}`,
    `stanzas covered before they were safe: ${result.early.length}${result.early.length > 0 ? ` (${result.early.slice(0, 10).join(", ")})` : ""}`,
    `least margin, in system calls between the return of the fdatasync and the acknowledgement: ${result.leastMargin}`,
    "",
  ].join("\n"),
);
const enough = result.covered >= count && result.acknowledgements > 1;
process.exit(enough && result.early.length === 0 ? 0 : 1);
