/** The customers: ordinary devices of the app that decrypt, store and acknowledge whatever the business writes. */
import { type CulverClient, createClient, MemoryStore } from "@culver/client";
import { answerUsage } from "../process/usage.ts";
import { BUSINESS_NUMBER, customerNumber } from "./numbers.ts";

const [serverUrl = "", customers = "0"] = process.argv.slice(2);
let received = 0;

/** The code on the handset of the sandbox. */
async function codeOf(number: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${serverUrl}/sandbox/handsets/${encodeURIComponent(number)}/messages`);
    const { messages } = (await answer.json()) as { messages: { text: string }[] };
    const code = /\b\d{6}\b/.exec(messages.at(-1)?.text ?? "")?.[0];
    if (code !== undefined) return code;
    await Bun.sleep(20);
  }
}

async function join(index: number): Promise<CulverClient> {
  const number = customerNumber(index);
  const client = await createClient({ store: new MemoryStore(), serverUrl });
  const { registration } = await client.startRegistration(number);
  await client.verifyCode(registration, await codeOf(number));
  const [found] = await client.lookup([BUSINESS_NUMBER]);
  if (found?.contact === undefined) throw new Error("the business is not in the directory");
  const { id } = await client.openConversation(found.contact.account);
  client.subscribe((event) => {
    if (event.type === "message" && event.isNew && !event.message.outgoing) received++;
  });
  await client.sendText(id, "Hello");
  return client;
}

const clients: CulverClient[] = [];
for (let index = 0; index < Number(customers); index++) clients.push(await join(index));

answerUsage(() => ({ accepted: received, written: 0 }));
process.on("SIGTERM", () => {
  void Promise.all(clients.map((client) => client.close())).then(() => process.exit());
});
process.send?.({ ready: {} });
