import { afterAll, beforeAll, expect, test } from "bun:test";
import { type CulverClient, createClient, MemoryStore } from "@culver/client";
import { BinaryCodec, type Element, isMlsMessage } from "@culver/protocol";
import { chatWith, hasText, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Between server and device: changes what the server delivers, one stanza for one, as a dishonest server could. */
class Liar {
  tamper: (message: Element) => Element = (message) => message;
  tamperWelcome: (message: Element) => Element = (message) => message;
  readonly WebSocket: new (
    url: string,
    protocols?: string | string[],
  ) => WebSocket;

  constructor() {
    const liar = this;
    this.WebSocket = class extends WebSocket {
      override set onmessage(handler: ((event: MessageEvent) => void) | null) {
        const codec = new BinaryCodec({ domain: "example.org" });
        super.onmessage = (event: MessageEvent<ArrayBuffer>) => {
          const element = codec.decode(new Uint8Array(event.data));
          const kind = element.name === "message" ? first(element)?.name : undefined;
          let changed = element;
          if (kind === "payload") changed = liar.tamper(element);
          if (kind === "welcome") changed = liar.tamperWelcome(element);
          const data = changed === element ? event.data : codec.encode(changed).slice().buffer;
          handler?.({ data } as MessageEvent);
        };
      }
    };
  }
}

function first(element: Element): Element | undefined {
  return Array.isArray(element.content) ? (element.content as readonly Element[])[0] : undefined;
}

function withAttrs(element: Element, attrs: Record<string, string>): Element {
  return { ...element, attrs: { ...element.attrs, ...attrs } };
}

/** A person whose server lies, two who write to them, and the chats. */
async function deceived(last: string) {
  const liar = new Liar();
  const numbers = [1, 2, 3].map((n) => `+44770090${last}${n}`);
  const [ownNumber = "", adaNumber = "", cleoNumber = ""] = numbers;
  const store = new MemoryStore();
  const bob = await createClient({
    store,
    serverUrl: world.url,
    random: () => 0.01,
    WebSocket: liar.WebSocket,
  });
  const { registration } = await bob.startRegistration(ownNumber);
  await bob.verifyCode(registration, await world.code(ownNumber));
  const ada = await signUp(world, adaNumber, "Ada");
  const cleo = await signUp(world, cleoNumber, "Cleo");
  const chats: string[] = [];
  for (const client of [ada, cleo]) {
    const chat = await chatWith(client, ownNumber);
    await client.sendText(chat, "hello");
    await until(() => hasText(bob, chat, "hello"));
    chats.push(chat);
  }
  const [fromAda = "", fromCleo = ""] = chats;
  return { liar, bob, ada, cleo, fromAda, fromCleo };
}

async function send(client: CulverClient, chat: string, text: string): Promise<void> {
  await client.sendText(chat, text);
  await until(async () => (await client.messages(chat)).at(-1)?.status !== "queued");
}

test("another sender, another id, another chat: what is inside says otherwise, and it is dropped", async () => {
  const { liar, bob, ada, cleo, fromAda, fromCleo } = await deceived("061");
  const cleoId = (await cleo.self())?.account ?? "";
  const other = (await bob.conversation(fromCleo))?.id ?? "";
  const lies: ((message: Element) => Element)[] = [
    (message) => withAttrs(message, { from: `${cleoId}@example.org/1` }),
    (message) => withAttrs(message, { id: "anotherIdOfTwentyTwoCh" }),
    (message) => withAttrs(message, { to: `${other}@example.org` }),
  ];
  for (const [index, lie] of lies.entries()) {
    liar.tamper = lie;
    await send(ada, fromAda, `lied about ${index}`);
    await until(async () => (await bob.faults())["sender-mismatch"] === index + 1);
  }
  liar.tamper = (message) => message;
  await send(ada, fromAda, "true");
  await until(() => hasText(bob, fromAda, "true"));
  expect(await texts(bob, fromAda)).toEqual(["hello", "true"]);
  expect(await texts(bob, fromCleo)).toEqual(["hello"]);
  await Promise.all([bob.close(), ada.close(), cleo.close()]);
}, 30_000);

test("a message delivered again is shown once, under its own id or another's", async () => {
  const { liar, bob, ada, cleo, fromAda } = await deceived("062");
  let taken: Element | undefined;
  liar.tamper = (message) => {
    taken ??= message;
    return message;
  };
  await send(ada, fromAda, "once");
  await until(() => hasText(bob, fromAda, "once"));
  liar.tamper = () => taken ?? ({} as Element);
  await send(ada, fromAda, "swallowed");
  liar.tamper = (message) => withAttrs(taken ?? message, { id: message.attrs.id ?? "" });
  await send(ada, fromAda, "asked for");
  await until(async () => (await bob.faults())["duplicate-generation"] === 1);
  liar.tamper = (message) => message;
  // Its author is asked for what came under that id, and has it.
  await until(() => hasText(bob, fromAda, "asked for"));
  expect(await texts(bob, fromAda)).toEqual(["hello", "once", "asked for"]);
  await Promise.all([bob.close(), ada.close(), cleo.close()]);
}, 30_000);

test("bytes that are no message, and text that steers the terminal, do no harm", async () => {
  const { liar, bob, ada, cleo, fromAda } = await deceived("063");
  liar.tamper = (message) => {
    const content = (message.content as readonly Element[]).map((child) =>
      isMlsMessage(child) ? { ...child, content: new Uint8Array(300).fill(7) } : child,
    );
    liar.tamper = (unchanged) => unchanged;
    return { ...message, content };
  };
  await send(ada, fromAda, "garbled");
  await until(async () => (await bob.faults()).undecryptable === 1);
  await until(() => hasText(bob, fromAda, "garbled"));
  await send(ada, fromAda, "red \u001b[31m, and \u202egnp.exe");
  await until(() => hasText(bob, fromAda, "red [31m, and gnp.exe"));
  await Promise.all([bob.close(), ada.close(), cleo.close()]);
}, 30_000);

test("a Welcome under the name of another group takes no group's place", async () => {
  const { liar, bob, ada, cleo, fromAda } = await deceived("064");
  const dora = await signUp(world, "+447700900644", "Dora");
  let group = "";
  liar.tamper = (message) => {
    group = first(message)?.attrs.group ?? "";
    return message;
  };
  await send(ada, fromAda, "in our group");
  await until(() => hasText(bob, fromAda, "in our group"));
  liar.tamper = (message) => message;
  liar.tamperWelcome = (message) => ({
    ...message,
    content: (message.content as readonly Element[]).map((child) =>
      isMlsMessage(child) ? withAttrs(child, { group: `${group.slice(0, -4)}AAAA` }) : child,
    ),
  });
  const chat = await chatWith(dora, (await bob.self())?.number ?? "");
  await dora.sendText(chat, "hello");
  await until(() => hasText(bob, chat, "hello"));
  expect(await bob.faults()).toMatchObject({ "welcome-failed": 1, rejoined: 1 });
  await send(ada, fromAda, "still ours");
  await until(() => hasText(bob, fromAda, "still ours"));
  await Promise.all([bob.close(), ada.close(), cleo.close(), dora.close()]);
}, 30_000);
