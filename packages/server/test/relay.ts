import {
  type AccountKey,
  addDevice,
  addMembers,
  createDeviceIdentity,
  createGroup,
  createKeyPackage,
  type DeviceIdentity,
  type DeviceList,
  type GroupState,
  generateAccountKey,
  listedDevice,
  type PendingCommit,
  startDeviceList,
} from "@culver/crypto";
import {
  appendDeviceListEntry,
  type ConversationId,
  children,
  claimKeyPackages,
  conversationAddress,
  createGroupRequest,
  directConversation,
  type Element,
  generateStanzaId,
  groupIdText,
  message,
  mlsMessage,
  parseClaimedKeyPackages,
  publishKeyPackages,
} from "@culver/protocol";
import { type Database, migrate } from "@culver/storage";
import type { TestDatabase } from "@culver/testing/engines";
import {
  type CulverServer,
  createLogger,
  createServer,
  MIGRATIONS,
  SANDBOX_LIMITS,
  type ServerOptions,
  TrustedProxies,
} from "../src/index.ts";
import { type Credentials, RawDevice, type RawDeviceOptions } from "./raw-device.ts";

export const DOMAIN = "example.org";
const LIMITS = { ...SANDBOX_LIMITS };
export const trusting = async () => true;

/** A device with real keys, on its account's signed list, with key packages published. */
export interface Person extends Credentials {
  readonly number: string;
  readonly key: AccountKey;
  readonly identity: DeviceIdentity;
  readonly list: DeviceList;
}

/** A whole server on a real database, with a carrier in the test's hand. */
export class Relay implements AsyncDisposable {
  readonly logs: string[] = [];
  readonly texts = new Map<string, string>();
  readonly #devices: RawDevice[] = [];
  #numbers = 0;
  database!: Database;
  server!: CulverServer;
  #options: Partial<ServerOptions> = {};

  static async start(test: TestDatabase, options: Partial<ServerOptions> = {}): Promise<Relay> {
    const relay = new Relay();
    relay.database = test.database;
    await migrate(test.database, MIGRATIONS);
    await relay.restart(options);
    return relay;
  }

  /** The same data under a new server; the old one must have been closed. */
  async restart(options: Partial<ServerOptions> = this.#options): Promise<void> {
    this.#options = options;
    this.server = await createServer({
      database: this.database,
      domain: DOMAIN,
      publicUrl: new URL("http://localhost"),
      host: "127.0.0.1",
      port: 0,
      name: "Test",
      version: "0",
      logger: createLogger({ level: "warn", destination: { write: (line) => void this.logs.push(line) } }),
      sms: { send: async ({ to, text }) => void this.texts.set(to, text) },
      sandbox: true,
      trustedProxies: new TrustedProxies([]),
      limits: LIMITS,
      look: { tokens: "", base: "" },
      ...options,
    });
  }

  get streamUrl(): string {
    return `ws://127.0.0.1:${this.server.port}/v1/stream`;
  }

  number(): string {
    return `+447700900${String(this.#numbers++).padStart(3, "0")}`;
  }

  /** A device's account, registered with a code. */
  async register(number = this.number()): Promise<Credentials & { number: string }> {
    const base = `http://127.0.0.1:${this.server.port}/v1/registration`;
    const json = { "content-type": "application/json" };
    const started = await fetch(base, { method: "POST", headers: json, body: JSON.stringify({ number }) });
    const { registration } = (await started.json()) as { registration: string };
    const code = /#(\d{6})$/.exec(this.texts.get(number) ?? "")?.[1] ?? "";
    const verified = await fetch(`${base}/${registration}/verify`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ code }),
    });
    if (verified.status !== 201) throw new Error(`sign-up failed: ${await verified.text()}`);
    const { account, device, token } = (await verified.json()) as Credentials;
    return { account, device, token, number };
  }

  device(credentials: Credentials, options: Partial<RawDeviceOptions> = {}): RawDevice {
    const { account, device, token } = credentials;
    const raw = new RawDevice({ url: this.streamUrl, domain: DOMAIN, account, device, token, ...options });
    this.#devices.push(raw);
    return raw;
  }

  async connect(credentials: Credentials, options: Partial<RawDeviceOptions> = {}): Promise<RawDevice> {
    const raw = this.device(credentials, options);
    await raw.connect();
    return raw;
  }

  /** Registers, appends to the device list and publishes key packages. */
  async person(number = this.number()): Promise<Person> {
    return this.introduce(await this.register(number));
  }

  /** The first entry of a registered device's list, and its key packages. */
  async introduce(credentials: Credentials & { number: string }): Promise<Person> {
    const key = await generateAccountKey();
    const identity = await createDeviceIdentity(credentials.account, String(credentials.device), key);
    const list = await startDeviceList(identity, key, Date.now());
    const person = { ...credentials, key, identity, list };
    await this.#publish(person);
    return person;
  }

  /** A further device of somebody. */
  async further(person: Person): Promise<Person> {
    const added = await this.server.services.devices.add(person.account, undefined);
    const identity = await createDeviceIdentity(person.account, String(added.device), person.key);
    const list = await addDevice(person.list, person.key, listedDevice(identity, Date.now()));
    const further = { ...person, ...added, identity, list };
    await this.#publish(further, person);
    return further;
  }

  async #publish(person: Person, appender: Person = person): Promise<void> {
    const packages = [await createKeyPackage(person.identity, { lastResort: true })];
    for (let i = 0; i < 3; i++) packages.push(await createKeyPackage(person.identity));
    const older = await this.connect(appender);
    await older.request("set", appendDeviceListEntry(person.list.bytes));
    const raw = person === appender ? older : await this.connect(person);
    await raw.request("set", publishKeyPackages(packages));
    older.close();
    raw.close();
    await Promise.all([older.ended(), raw.ended()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const raw of this.#devices) raw.drop();
    await this.server.close();
  }
}

/** A live group as its creator knows it. */
export interface Chat {
  readonly conversation: ConversationId;
  readonly group: string;
  readonly state: GroupState;
  readonly epoch: number;
}

/** Key packages of all devices of these accounts but the asking one. */
export async function claim(raw: RawDevice, accounts: readonly string[]): Promise<Uint8Array[]> {
  const answer = await raw.request("set", claimKeyPackages(accounts));
  const [claimed] = children(answer);
  return claimed === undefined ? [] : parseClaimedKeyPackages(claimed).map((entry) => entry.keyPackage);
}

/** The creator's first commit, as an iq's payload. */
export async function prepareChat(
  raw: RawDevice,
  person: Person,
  conversation: ConversationId,
  accounts: readonly string[],
  replaces?: string,
): Promise<{ payload: Element; first: GroupState; pending: PendingCommit; group: string }> {
  const packages = await claim(raw, [...new Set([...accounts, person.account])]);
  const first = await createGroup(person.identity);
  const pending = await addMembers(first, packages, trusting);
  const group = groupIdText(pending.groupId);
  const { commit, groupInfo } = pending;
  const welcome = pending.welcome ?? new Uint8Array();
  const payload = createGroupRequest({ conversation, group, replaces, commit, welcome, groupInfo });
  return { payload, first, pending, group };
}

/** Creates a conversation's group with real MLS. */
export async function startChat(
  raw: RawDevice,
  person: Person,
  accounts: readonly string[],
  conversation: ConversationId = directConversation(person.account, accounts[0] ?? person.account),
  replaces?: string,
): Promise<Chat> {
  const { payload, pending, group } = await prepareChat(raw, person, conversation, accounts, replaces);
  await raw.request("set", payload);
  return { conversation, group, state: pending.next, epoch: 1 };
}

/** A message with opaque bytes as payload. */
export function chatMessage(
  chat: Pick<Chat, "conversation" | "group" | "epoch">,
  bytes: Uint8Array = new Uint8Array(300),
  id = generateStanzaId(),
): Element {
  return message({
    type: chat.conversation.startsWith("p.") ? "chat" : "groupchat",
    id,
    to: conversationAddress(chat.conversation, DOMAIN),
    payload: [mlsMessage({ kind: "payload", group: chat.group, epoch: chat.epoch, bytes })],
  });
}

/** The payloads of messages as text, in order. */
export function textsOf(messages: readonly Element[]): string[] {
  return messages.flatMap((m) => {
    const [payload] = children(m);
    return payload?.name === "payload" && payload.content instanceof Uint8Array
      ? [new TextDecoder().decode(payload.content)]
      : [];
  });
}

export const bytesOfText = (text: string): Uint8Array => new TextEncoder().encode(text);
