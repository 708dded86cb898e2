import {
  addDevice,
  createDeviceIdentity,
  type DeviceIdentity,
  encodeDeviceIdentity,
  exportAccountKey,
  generateAccountKey,
  generateSealingKeyPair,
  type KeyPair,
  listedDevice,
  openSealed,
  type SealPurpose,
  sealTo,
  startDeviceList,
} from "@culver/crypto";
import {
  BinaryCodec,
  bindResult,
  children,
  DRAINED,
  decodeSmsOutgoing,
  deviceList,
  type Element,
  encodeSmsContent,
  errorReplyOf,
  type FoundNumber,
  foundNumbers,
  iqResult,
  keyPackageCount,
  message,
  NS_CLIENT,
  NS_DIRECTORY,
  NS_SMS,
  parseSmsQuoteRequest,
  parseSmsSend,
  parseSmsWake,
  privacySettings,
  type SmsOutgoing,
  type SmsQuote,
  type SmsRefusalReason,
  type SmsWake,
  StanzaError,
  saslSuccess,
  sealedSms,
  smAck,
  smEnabled,
  smFailed,
  smsInfo,
  smsQuoteAnswer,
  smsRefusal,
  smsStatus,
  smsWake,
  streamFeatures,
  streamOpen,
} from "@culver/protocol";
import { type ClientEvent, createClient, type LinkingClient, MemoryStore, type Store } from "../src/index.ts";
import { selfTable } from "../src/records/self-record.ts";
import { Transaction } from "../src/store/transaction.ts";
import type { WebSocketConstructor } from "../src/stream/socket.ts";

const DOMAIN = "example.org";
export const SELF = "aaaaaaaaaaaaaaaa";
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A text as the relay's gateway has opened it. */
export interface SentSms extends SmsOutgoing {
  readonly copies: readonly { readonly device: string; readonly sealed: Uint8Array }[];
}

/** A server's side of SMS, within this process: the stream's handshake, and a gateway that keeps what it is given. */
export class SmsRelay {
  key: KeyPair = generateSealingKeyPair();
  keyId = 1;
  /** Without SMS: `info` holds no key. */
  sendsSms = true;
  /** No connection can be made while this is false. */
  reachable = true;
  refuse: SmsRefusalReason | undefined;
  quote: SmsQuote = {};
  joined: FoundNumber | undefined;
  wake: SmsWake | undefined;
  /** Called before a text is answered. */
  beforeAnswer: (sent: SentSms) => Promise<void> | void = () => undefined;
  readonly sent: SentSms[] = [];
  readonly asked: string[] = [];
  readonly lookedUp: string[] = [];
  /** h of the last acknowledgement the device has sent. */
  acknowledged = 0;
  delivered = 0;
  entries: Uint8Array[] = [];
  #socket: RelaySocket | undefined;
  readonly #codec = new BinaryCodec({ domain: DOMAIN });

  get WebSocket(): WebSocketConstructor {
    const relay = this;
    return class extends RelaySocket {
      constructor() {
        super(relay);
      }
    } as unknown as WebSocketConstructor;
  }

  opened(socket: RelaySocket): boolean {
    if (!this.reachable) return false;
    this.#socket = socket;
    return true;
  }

  /** Drops the connection. */
  cut(): void {
    this.#socket?.end();
    this.#socket = undefined;
  }

  /** A message from the server. */
  deliver(payload: Element): void {
    this.delivered++;
    this.#reply(
      message({ from: DOMAIN, to: `${SELF}@${DOMAIN}`, id: `n${this.delivered}`, payload: [payload] }),
    );
  }

  raw(stanza: Element): void {
    this.delivered++;
    this.#reply(stanza);
  }

  async seal(device: DeviceIdentity, purpose: SealPurpose, content: SmsOutgoing | object, id?: string) {
    const bytes = encodeSmsContent(content as SmsOutgoing);
    return sealTo(device.hpke.publicKey, purpose, bytes, id === undefined ? undefined : utf8(id));
  }

  async incoming(
    device: DeviceIdentity,
    id: string,
    from: string,
    text: string,
    at = Date.now(),
  ): Promise<void> {
    const sealed = await this.seal(device, "sms-incoming", { id, from, to: "+447700900200", text }, id);
    this.deliver(sealedSms({ kind: "incoming", id, at, sealed }));
  }

  status(id: string, state: "sent" | "delivered" | "failed", reason?: string): void {
    this.deliver(smsStatus({ id, state, reason, at: Date.now() }));
  }

  async receive(frame: Uint8Array, device: DeviceIdentity): Promise<void> {
    const element = this.#codec.decode(frame.slice());
    if (element.name === "open") {
      this.#reply(streamOpen({ from: DOMAIN, id: "s" }));
      this.#reply(streamFeatures({ mechanisms: ["PLAIN"] }));
    } else if (element.name === "auth") this.#reply(saslSuccess());
    else if (element.name === "enable") {
      this.delivered = 0;
      this.#received = 0;
      this.#reply(smEnabled({ id: "r", resume: true, max: 300 }));
      this.#reply(DRAINED);
    } else if (element.name === "resume") this.#reply(smFailed("item-not-found"));
    else if (element.name === "r") this.#reply(smAck(this.#received));
    else if (element.name === "a") this.acknowledged = Number(element.attrs.h);
    else if (element.xmlns === NS_CLIENT) {
      const [payload] = children(element);
      if (payload?.name === "bind") {
        this.#reply(iqResult(element, bindResult(`${SELF}@${DOMAIN}/1`)));
        return;
      }
      this.#received++;
      if (element.name === "iq") await this.#iq(element, payload, device);
    }
  }

  #received = 0;

  async #iq(iq: Element, payload: Element | undefined, device: DeviceIdentity): Promise<void> {
    try {
      const answer = payload === undefined ? undefined : await this.#answer(payload, iq.attrs.type, device);
      this.delivered++;
      this.#reply(iqResult(iq, answer));
    } catch (error) {
      if (!(error instanceof StanzaError)) throw error;
      this.delivered++;
      this.#reply(errorReplyOf(iq, error));
    }
  }

  async #answer(
    payload: Element,
    type: string | undefined,
    device: DeviceIdentity,
  ): Promise<Element | undefined> {
    this.asked.push(payload.name);
    if (payload.xmlns === NS_DIRECTORY) {
      this.lookedUp.push(...children(payload).map(({ content }) => String(content)));
      return foundNumbers(this.joined === undefined ? [] : [this.joined]);
    }
    if (payload.name === "count" || payload.name === "publish") return keyPackageCount(30);
    if (payload.name === "list") return deviceList({ account: SELF, entries: this.entries });
    if (payload.xmlns !== NS_SMS) {
      if (payload.xmlns.includes("privacy")) return privacySettings({ lastSeen: "everyone" });
      throw new StanzaError("item-not-found");
    }
    return this.#sms(payload, type, device);
  }

  async #sms(
    payload: Element,
    type: string | undefined,
    device: DeviceIdentity,
  ): Promise<Element | undefined> {
    if (payload.name === "info") {
      const expiresAt = Date.now() + 3_600_000;
      const { publicKey } = this.key;
      return smsInfo({ key: this.sendsSms ? { id: this.keyId, publicKey, expiresAt } : undefined });
    }
    if (payload.name === "wake") {
      if (type === "set") this.wake = parseSmsWake(payload);
      return smsWake(this.wake);
    }
    if (payload.name === "quote") {
      const { key, sealed } = parseSmsQuoteRequest(payload);
      if (key !== this.keyId) throw smsRefusal("unknown-key");
      await openSealed(this.key, "sms-question", sealed);
      return smsQuoteAnswer(await this.seal(device, "sms-quote", this.quote));
    }
    const { id, text, copies } = parseSmsSend(payload);
    if (text.key !== this.keyId) throw smsRefusal("unknown-key");
    const content = decodeSmsOutgoing(await openSealed(this.key, "sms-outgoing", text.sealed, utf8(id)));
    const sent = {
      ...content,
      copies: copies.map(({ device: to, sealed }) => ({ device: to, sealed: sealed.slice() })),
    };
    this.sent.push(sent);
    await this.beforeAnswer(sent);
    if (this.refuse !== undefined) throw smsRefusal(this.refuse);
    return undefined;
  }

  #reply(element: Element): void {
    this.#socket?.hear(this.#codec.encode(element));
  }

  /** Whose device connects; set by `smsDevice`. */
  device: DeviceIdentity | undefined;
}

class RelaySocket {
  binaryType = "arraybuffer";
  readyState = 0;
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onclose: ((event: { code: number }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly #relay: SmsRelay;
  #queue: Promise<void> = Promise.resolve();

  constructor(relay: SmsRelay) {
    this.#relay = relay;
    queueMicrotask(() => {
      if (!relay.opened(this)) {
        this.end();
        return;
      }
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(frame: Uint8Array): void {
    const bytes = frame.slice();
    this.#queue = this.#queue.then(async () => {
      if (this.readyState === 1 && this.#relay.device !== undefined)
        await this.#relay.receive(bytes, this.#relay.device);
    });
  }

  hear(frame: Uint8Array): void {
    const { buffer } = frame.slice();
    setTimeout(() => {
      if (this.readyState === 1) this.onmessage?.({ data: buffer });
    }, 0);
  }

  close(): void {
    this.end();
  }

  end(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code: 1006 });
  }
}

/** Memory that outlives the client, as a disk does. */
export class LastingStore extends MemoryStore {
  override async close(): Promise<void> {}
}

export interface SmsDevice {
  readonly client: LinkingClient;
  readonly store: Store;
  readonly identity: DeviceIdentity;
  /** Another device of the account, on its list. */
  readonly other: DeviceIdentity;
  readonly events: ClientEvent[];
}

/** A signed-in device, number +447700900001, whose account has a second one on its list. Not connected. */
export async function smsDevice(
  relay: SmsRelay,
  store: Store = new MemoryStore(),
  clock: () => number = Date.now,
): Promise<SmsDevice> {
  const accountKey = await generateAccountKey();
  const identity = await createDeviceIdentity(SELF, "1", accountKey);
  const other = await createDeviceIdentity(SELF, "2", accountKey);
  const first = await startDeviceList(identity, accountKey, 1);
  const second = await addDevice(first, accountKey, listedDevice(other, 2));
  relay.entries = [first.bytes, second.bytes];
  relay.device = identity;
  const tx = new Transaction(store);
  selfTable.put(tx, ["device"], {
    stage: "published",
    account: SELF,
    device: "1",
    token: "token",
    number: "+447700900001",
    domain: DOMAIN,
    name: "Ada",
    accountKey: exportAccountKey(accountKey),
    identity: encodeDeviceIdentity(identity),
  });
  await tx.commit(store);
  const client = await openClient(relay, store, clock);
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  return { client, store, identity, other, events };
}

export function openClient(
  relay: SmsRelay,
  store: Store,
  clock: () => number = Date.now,
): Promise<LinkingClient> {
  return createClient({
    store,
    serverUrl: "http://127.0.0.1:9",
    WebSocket: relay.WebSocket,
    random: () => 0.01,
    clock,
  });
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("what was awaited did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function online(client: LinkingClient): Promise<void> {
  await client.connect();
  await until(async () => (await client.connection()).state === "online");
}
