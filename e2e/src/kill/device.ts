/**
 * One device under the kill test, in a process of its own. It registers on first start, then sends texts numbered
 * 1 to COUNT to its peer, and goes on where its own store says it stopped. Everything it knows after a kill -9 is what its store holds.
 *
 * Arguments: STORE SERVER NUMBER PEER COUNT. Prints one JSON line at a time: {"ready":true}, {"sent":n}, {"received":n,"settled":boolean}.
 */
import { type CulverClient, createClient } from "@culver/client";
import { openSqliteStore } from "@culver/client/sqlite";
import { waitForCode } from "../support/sandbox-codes.ts";

const [storeDirectory = "", serverUrl = "", number = "", peer = "", countText = "0"] = process.argv.slice(2);
const count = Number(countText);
/** Texts may wait in the outbox; more than this and sending pauses, as a person's thumb would. */
const MAX_QUEUED = 200;

const say = (line: object) => console.log(JSON.stringify(line));

async function register(client: CulverClient): Promise<void> {
  if ((await client.self()) !== undefined) return;
  const started = await client.startRegistration(number);
  await client.verifyCode(started.registration, await waitForCode(serverUrl, number));
}

async function waitForPeer(client: CulverClient): Promise<string> {
  for (;;) {
    const [found] = await client.lookup([peer]).catch(() => []);
    if (found?.contact !== undefined) return found.contact.account;
    await Bun.sleep(200);
  }
}

async function tally(client: CulverClient, conversation: string) {
  let outgoing = 0;
  let queued = 0;
  let incoming = 0;
  let after = -1;
  for (;;) {
    const page = await client.messages(conversation, { after, limit: 500 });
    for (const message of page) {
      if (message.body.kind === "notice") continue;
      if (!message.outgoing) incoming++;
      else {
        outgoing++;
        if (message.status === "queued") queued++;
      }
    }
    const last = page.at(-1);
    if (last === undefined) return { outgoing, queued, incoming };
    after = last.position;
  }
}

const store = await openSqliteStore(storeDirectory);
const client = await createClient({ store, serverUrl });
await register(client);
await client.connect();
const account = await waitForPeer(client);
const conversation = await client.openConversation(account);
const start = await tally(client, conversation.id);
let { outgoing: sent, incoming } = start;
const queuedIds = new Set<string>();
for (const message of await client.messages(conversation.id, { limit: 500 }))
  if (message.outgoing && message.status === "queued") queuedIds.add(message.id);

client.subscribe((event) => {
  if (event.type !== "message" || event.message.body.kind === "notice") return;
  if (event.message.outgoing) {
    if (event.message.status !== "queued") queuedIds.delete(event.message.id);
  } else if (event.isNew) incoming++;
});
say({ ready: true });

const report = setInterval(
  () => say({ sent, received: incoming, settled: sent >= count && queuedIds.size === 0 }),
  200,
);
while (sent < count) {
  if (queuedIds.size >= MAX_QUEUED) {
    await Bun.sleep(5);
    continue;
  }
  const message = await client.sendText(conversation.id, `${number}:${sent + 1}`);
  queuedIds.add(message.id);
  sent++;
}
process.on("SIGTERM", async () => {
  clearInterval(report);
  await client.close();
  process.exit(0);
});
