import { generateSealingKeyPair, type KeyPair, openSealed, sealTo } from "@culver/crypto/sealed";
import {
  decodeSmsIncoming,
  decodeSmsQuote,
  encodeSmsContent,
  parseSealedSms,
  parseSmsStatus,
  type SmsIncoming as SmsContent,
  type SmsQuote,
  type SmsSend,
  type SmsStatus,
  StanzaError,
  smsRefusalReason,
} from "@culver/protocol";
import { type Database, migrate } from "@culver/storage";
import type { TestDatabase } from "@culver/testing/engines";
import type { SmsGateway } from "../src/gateway/api.ts";
import type { SmsStatus as GatewayStatus, SmsIncoming, SmsMessage } from "../src/gateway/message.ts";
import {
  type LegAccount,
  type LegDelivery,
  type LegDevice,
  type LegHome,
  openSmsLeg,
  type SmsLeg,
  type SmsLegOptions,
} from "../src/leg/index.ts";
import { SMS_MIGRATIONS } from "../src/migrations/index.ts";
import { createSmsRules } from "../src/rules/index.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A device of somebody, with what it has been sent. */
export class Device implements LegDevice {
  readonly account: string;
  readonly device: number;
  readonly keys: KeyPair;
  readonly deliveries: LegDelivery[] = [];

  constructor(account: string, device: number, keys: KeyPair) {
    this.account = account;
    this.device = device;
    this.keys = keys;
  }

  /** Texts from phones, each once, as a device shows them. */
  async incoming(): Promise<SmsContent[]> {
    return (await this.#opened("incoming")).map((bytes) => decodeSmsIncoming(bytes));
  }

  /** What other own devices sent. */
  async copies(): Promise<string[]> {
    return (await this.#opened("copy")).map((bytes) => new TextDecoder().decode(bytes));
  }

  statuses(): SmsStatus[] {
    return this.#once().flatMap(({ payload }) =>
      payload.name === "status" ? [parseSmsStatus(payload)] : [],
    );
  }

  async #opened(kind: "incoming" | "copy"): Promise<Uint8Array[]> {
    const opened: Uint8Array[] = [];
    for (const { payload } of this.#once()) {
      if (payload.name !== kind) continue;
      const { id, sealed } = parseSealedSms(payload);
      opened.push(await openSealed(this.keys, `sms-${kind}`, sealed, utf8(id)));
    }
    return opened;
  }

  #once(): LegDelivery[] {
    return [...new Map(this.deliveries.map((delivery) => [delivery.id, delivery])).values()];
  }
}

/** Accounts, devices and mailboxes that a test can change and break. */
class House implements LegHome {
  readonly devices: Device[] = [];
  readonly #generations = new Map<string, number>();
  readonly reachable = new Set<string>();
  /** Numbers that accounts have signed up with. */
  readonly numbers = new Map<string, string>();
  /** Mailboxes cannot be written. */
  isBroken = false;

  async add(account: string): Promise<Device> {
    if (!this.#generations.has(account)) this.#generations.set(account, 0);
    const device = new Device(account, this.devices.length + 1, await generateSealingKeyPair());
    this.devices.push(device);
    return device;
  }

  /** The number is registered by somebody else, on a new device. */
  replace(account: string): Promise<Device> {
    this.remove(account);
    this.#generations.set(account, (this.#generations.get(account) ?? 0) + 1);
    return this.add(account);
  }

  /** The account is left without devices. */
  remove(account: string): void {
    const others = this.devices.filter((device) => device.account !== account);
    this.devices.splice(0, this.devices.length, ...others);
  }

  delete(account: string): void {
    this.remove(account);
    this.#generations.delete(account);
  }

  async account(account: string): Promise<LegAccount | undefined> {
    const generation = this.#generations.get(account);
    if (generation === undefined) return undefined;
    const devices = this.devices.filter((device) => device.account === account);
    const number = this.numbers.get(account) ?? "+447700900999";
    return {
      generation,
      number,
      devices: devices.map(({ device, keys }) => ({ device, hpkeKey: keys.publicKey })),
    };
  }

  async accountOf(number: string): Promise<string | undefined> {
    return [...this.numbers].find(([, theirs]) => theirs === number)?.[0];
  }

  async isReachable(number: string): Promise<boolean> {
    return this.reachable.has(number);
  }

  async deliver(deliveries: readonly LegDelivery[]): Promise<number> {
    if (this.isBroken) throw new Error("the disk is full");
    let stored = 0;
    for (const delivery of deliveries) {
      for (const device of this.devices) {
        if (device.account !== delivery.account || !delivery.devices.includes(device.device)) continue;
        device.deliveries.push(delivery);
        stored++;
      }
    }
    return stored;
  }
}

/** The gateway's side that the leg sees: ids once, handlers awaited; a test may break it. */
class Wire implements Pick<SmsGateway, "send" | "onIncoming" | "onStatus"> {
  readonly sent = new Map<string, SmsMessage>();
  isBroken = false;
  #incoming: ((incoming: SmsIncoming) => void | Promise<void>) | undefined;
  #status: ((status: GatewayStatus) => void | Promise<void>) | undefined;
  #received = 0;

  async send(message: SmsMessage): Promise<{ readonly id: string }> {
    if (this.isBroken) throw new Error("the disk is full");
    const id = message.id ?? "";
    if (!this.sent.has(id)) this.sent.set(id, message);
    return { id };
  }

  onIncoming(handler: (incoming: SmsIncoming) => void | Promise<void>): () => void {
    this.#incoming = handler;
    return () => {
      this.#incoming = undefined;
    };
  }

  onStatus(handler: (status: GatewayStatus) => void | Promise<void>): () => void {
    this.#status = handler;
    return () => {
      this.#status = undefined;
    };
  }

  /** A phone writes; rejects when the carrier is to keep it. */
  async receive(from: string, to: string, text: string, id = `auto-${++this.#received}`): Promise<void> {
    const body = { kind: "text", text } as const;
    await this.#incoming?.({ id, carrier: "c", from, to, body, receivedAt: 1_000 });
  }

  async tell(status: GatewayStatus): Promise<void> {
    await this.#status?.(status);
  }

  texts(purpose: SmsMessage["purpose"]): SmsMessage[] {
    return [...this.sent.values()].filter((message) => message.purpose === purpose);
  }
}

export const textOf = ({ body }: SmsMessage): string => (body.kind === "text" ? body.text : "");

/** A leg on a real database, with a clock in the test's hand. */
export class Bench implements AsyncDisposable {
  readonly house = new House();
  readonly wire = new Wire();
  ahead = 0;
  database!: Database;
  leg!: SmsLeg;
  #options: Partial<SmsLegOptions> = {};

  static async open(test: TestDatabase, options: Partial<SmsLegOptions> = {}): Promise<Bench> {
    const bench = new Bench();
    bench.database = test.database;
    await migrate(test.database, SMS_MIGRATIONS, { table: "sms_migrations" });
    await bench.restart(options);
    return bench;
  }

  /** The same data under a new leg. */
  async restart(options: Partial<SmsLegOptions> = this.#options): Promise<void> {
    this.#options = options;
    await this.leg?.[Symbol.asyncDispose]();
    this.leg = await this.another();
    this.leg.start();
  }

  /** A second leg on the same data, as another process has it. */
  another(): Promise<SmsLeg> {
    const now = () => Date.now() + this.ahead;
    const { database } = this;
    return openSmsLeg({
      database,
      gateway: this.wire,
      home: this.house,
      rules: createSmsRules({ database, operator: "Culver", countryOf: () => "GB", now }),
      pool: ["+447700900900", "+447700900901"],
      terms: (phone) => (phone.startsWith("+44") ? { cost: 3, currency: "EUR", text: {} } : undefined),
      now,
      ...this.#options,
    });
  }

  async outgoing(from: Device, to: string, text: string, id: string, inner: string = id): Promise<SmsSend> {
    const { key } = await this.leg.info(from);
    if (key === undefined) throw new Error("there is no key");
    const content = encodeSmsContent({ id: inner, to: to as `+${string}`, text });
    const others = this.house.devices.filter((d) => d.account === from.account && d !== from);
    const copies = await Promise.all(
      others.map(async ({ device, keys }) => {
        const sealed = await sealTo(keys.publicKey, "sms-copy", content, utf8(id));
        return { device: `${device}` as const, sealed };
      }),
    );
    const sealed = await sealTo(key.publicKey, "sms-outgoing", content, utf8(id));
    return { id, text: { key: key.id, sealed }, copies };
  }

  async send(from: Device, to: string, text: string, id: string): Promise<void> {
    await this.leg.send(from, await this.outgoing(from, to, text, id));
  }

  async quote(asking: Device, to: string): Promise<SmsQuote> {
    const { key } = await this.leg.info(asking);
    if (key === undefined) throw new Error("there is no key");
    const sealed = await sealTo(key.publicKey, "sms-question", encodeSmsContent({ to: to as `+${string}` }));
    const answer = await this.leg.quote(asking, { key: key.id, sealed });
    return decodeSmsQuote(await openSealed(asking.keys, "sms-quote", answer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leg[Symbol.asyncDispose]();
  }
}

/** The reason of a refusal, or its condition when it has none. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof StanzaError)) throw new Error("it was not refused", { cause: error });
  return smsRefusalReason(error.app) ?? error.condition;
}
