import { rmSync } from "node:fs";
import { type CulverClient, createClient, MemoryStore, type Message } from "@culver/client";
import { freePort } from "../support/free-port.ts";
import { waitForCode } from "../support/sandbox-codes.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type Created, createBusiness } from "./create.ts";
import { Receiver } from "./receiver.ts";

/** `culver start` with a business in it, and its bot's web server. */
export interface BusinessWorld extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly url: string;
  readonly receiver: Receiver;
  readonly created: Created;
  readonly number: string;
  /** A call of the Cloud API with the business's token. */
  graph(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }>;
  /** A person with the app. */
  customer(number: string, name: string): Promise<Customer>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
export type Json = any;

export interface Customer extends AsyncDisposable {
  readonly client: CulverClient;
  readonly account: string;
  /** The chat with the business. */
  readonly chat: string;
  messages(): Promise<readonly Message[]>;
}

export async function startBusiness(
  options: { readonly number?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<BusinessWorld> {
  const number = options.number ?? "+447700900500";
  const port = freePort();
  const receiver = new Receiver();
  const server = new ServerProcess({ port, env: { ...options.env } });
  await server.start();
  const created = await createBusiness({
    ...{ name: "Riverside Bakery", number, receiver, port },
    data: server.data,
  });
  const { url } = server;
  return {
    ...businessWorld({ url, relayUrl: url, server, receiver, created, number }),
    async [Symbol.asyncDispose]() {
      await receiver.stop();
      await server.kill("SIGTERM");
      rmSync(server.data, { recursive: true, force: true });
    },
  };
}

type Running = Pick<BusinessWorld, "server" | "url" | "receiver" | "created" | "number">;

/** What tests do with a business that runs. */
export function businessWorld({
  relayUrl,
  ...running
}: Running & { readonly relayUrl: string }): Omit<BusinessWorld, typeof Symbol.asyncDispose> {
  const { url, created, number } = running;
  return {
    ...running,
    async graph(method, path, body) {
      const response = await fetch(`${url}/v23.0/${path}`, {
        method,
        headers: { authorization: `Bearer ${created.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    customer: (theirs, name) => customerOf(relayUrl, theirs, name, number),
  };
}

async function customerOf(url: string, number: string, name: string, business: string): Promise<Customer> {
  const client = await createClient({ store: new MemoryStore(), serverUrl: url, random: () => 0.01 });
  const { registration } = await client.startRegistration(number);
  const { account } = await client.verifyCode(registration, await waitForCode(url, number));
  await client.setProfileName(name);
  const [found] = await client.lookup([business]);
  if (found?.contact === undefined) throw new Error("the business is not in the directory");
  const chat = (await client.openConversation(found.contact.account)).id;
  return {
    client,
    account,
    chat,
    messages: async () => {
      const all = await client.messages(chat, { limit: 500 });
      return all.filter(({ body }) => body.kind !== "notice");
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

export async function until(condition: () => boolean | Promise<boolean>, what: string, ms = 20_000) {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`this did not happen in time: ${what}`);
    await Bun.sleep(20);
  }
}
