import { afterAll, beforeAll, expect, test } from "bun:test";
import { type CulverClient, createClient, MemoryStore } from "@culver/client";
import { chatWith, hasText, message, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A network whose connections can be cut. */
class CuttableNetwork {
  readonly #sockets = new Set<WebSocket>();
  readonly WebSocket: new (
    url: string,
    protocols?: string | string[],
  ) => WebSocket;
  opened = 0;

  constructor() {
    const network = this;
    this.WebSocket = class extends WebSocket {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols);
        network.opened++;
        network.#sockets.add(this);
        this.addEventListener("close", () => network.#sockets.delete(this));
      }
    };
  }

  /** As when a cable is pulled: neither side says goodbye. */
  cut(): void {
    for (const socket of this.#sockets) (socket as unknown as { terminate(): void }).terminate();
  }
}

async function signUpOn(network: CuttableNetwork, number: string): Promise<CulverClient> {
  const store = new MemoryStore();
  const client = await createClient({
    store,
    serverUrl: world.url,
    random: () => 0.01,
    WebSocket: network.WebSocket,
  });
  const { registration } = await client.startRegistration(number);
  await client.verifyCode(registration, await world.code(number));
  return client;
}

test("connections cut again and again: everything arrives once, in order", async () => {
  const network = new CuttableNetwork();
  const ada = await signUpOn(network, "+447700900041");
  const bob = await signUpOn(network, "+447700900042");
  const chat = await chatWith(ada, "+447700900042");
  await ada.sendText(chat, "start");
  await until(() => hasText(bob, chat, "start"));
  const fromAda: string[] = [];
  const fromBob: string[] = [];
  for (let round = 0; round < 8; round++) {
    for (let i = 0; i < 6; i++) {
      fromAda.push(`a ${round} ${i}`);
      fromBob.push(`b ${round} ${i}`);
      await ada.sendText(chat, `a ${round} ${i}`);
      await bob.sendText(chat, `b ${round} ${i}`);
      if (i === 3) network.cut();
    }
    await new Promise((resolve) => setTimeout(resolve, 60 + 40 * round));
  }
  await until(async () => (await texts(bob, chat)).filter((text) => text.startsWith("a ")).length >= 48);
  await until(async () => (await texts(ada, chat)).filter((text) => text.startsWith("b ")).length >= 48);
  await until(async () => (await message(ada, chat, "a 7 5")).status === "delivered");
  expect((await texts(bob, chat)).filter((text) => text.startsWith("a "))).toEqual(fromAda);
  expect((await texts(ada, chat)).filter((text) => text.startsWith("b "))).toEqual(fromBob);
  expect(network.opened).toBeGreaterThan(8);
  expect(await ada.faults()).toEqual({});
  expect(await bob.faults()).toEqual({});
  await ada.close();
  await bob.close();
}, 60_000);

test("a server that restarts loses nothing", async () => {
  const ada = await signUp(world, "+447700900043", "Ada");
  const bob = await signUp(world, "+447700900044", "Bob");
  const chat = await chatWith(ada, "+447700900044");
  await ada.sendText(chat, "before");
  await until(() => hasText(bob, chat, "before"));
  const restarting = world.restart();
  for (let i = 0; i < 10; i++) await ada.sendText(chat, `during ${i}`);
  await restarting;
  await until(() => hasText(bob, chat, "during 9"), 30_000);
  expect(await texts(bob, chat)).toEqual(["before", ...Array.from({ length: 10 }, (_, i) => `during ${i}`)]);
  await ada.close();
  await bob.close();
}, 60_000);
