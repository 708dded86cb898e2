import {
  type ClientEvent,
  type CulverClient,
  createClient,
  type LinkingClient,
  MemoryStore,
  type Message,
  type Store,
} from "@culver/client";
import type { World } from "./world.ts";

/** A device that reconnects without much waiting, so that tests are short. */
export function openDevice(world: Pick<World, "url">, store: Store): Promise<LinkingClient> {
  return createClient({ store, serverUrl: world.url, random: () => 0.01 });
}

/** Signs a number up with the code from its SMS. */
export async function signUp(
  world: Pick<World, "url" | "code">,
  number: string,
  name: string,
  store: Store = new MemoryStore(),
): Promise<LinkingClient> {
  const client = await openDevice(world, store);
  const { registration } = await client.startRegistration(number);
  await client.verifyCode(registration, await world.code(number));
  await client.setProfileName(name);
  return client;
}

/** Finds a number in the directory and opens the chat. */
export async function chatWith(client: CulverClient, number: string): Promise<string> {
  const [found] = await client.lookup([number]);
  if (found?.contact === undefined) throw new Error("the number is not in the directory");
  return (await client.openConversation(found.contact.account)).id;
}

export async function online(client: CulverClient): Promise<void> {
  await client.connect();
  await until(async () => (await client.connection()).state === "online");
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("what was awaited did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Texts of a chat in the order this device shows them. */
export async function texts(client: CulverClient, conversation: string): Promise<string[]> {
  const messages = await client.messages(conversation, { limit: 500 });
  return messages.flatMap(({ body }) => (body.kind === "text" ? [body.text] : []));
}

export async function message(client: CulverClient, conversation: string, text: string): Promise<Message> {
  const messages = await client.messages(conversation, { limit: 500 });
  const found = messages.find(({ body }) => body.kind === "text" && body.text === text);
  if (found === undefined) throw new Error(`there is no message ${text}`);
  return found;
}

export async function hasText(client: CulverClient, conversation: string, text: string): Promise<boolean> {
  return (await texts(client, conversation)).includes(text);
}

/** Types of the notices in a chat. */
export async function notices(client: CulverClient, conversation: string): Promise<string[]> {
  const messages = await client.messages(conversation, { limit: 500 });
  return messages.flatMap(({ body }) => (body.kind === "notice" ? [body.notice.type] : []));
}

export function record(client: CulverClient): ClientEvent[] {
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  return events;
}
