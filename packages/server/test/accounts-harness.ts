import {
  type AccountKey,
  addDevice,
  createDeviceIdentity,
  createKeyPackage,
  type DeviceIdentity,
  type DeviceList,
  generateAccountKey,
  listedDevice,
  startDeviceList,
} from "@culver/crypto";
import type { Element, StanzaError } from "@culver/protocol";
import { type Database, migrate } from "@culver/storage";
import type { TestDatabase } from "@culver/testing/engines";
import { type AccountServices, createAccountServices } from "../src/accounts/compose.ts";
import { TrustedProxies } from "../src/http/client-address.ts";
import type { HttpDoorContext } from "../src/http/context.ts";
import { createHttpDoor, type HttpDoor } from "../src/http/door.ts";
import { DEFAULT_LIMITS, type LimitPolicies } from "../src/limits/policies.ts";
import { MIGRATIONS } from "../src/migrations/index.ts";
import { createLogger } from "../src/operations/logger.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import type { AccountHooks, CodeMethod, CodeText, Principal } from "../src/ports.ts";
import type { PumpingAlarm } from "../src/pumping/alarm.ts";
import type { PumpingPolicy } from "../src/pumping/policy.ts";

export const START = Date.parse("2026-11-21T10:00:00Z");
const LOOK = new URL("../../look/", import.meta.url);

export type Text = CodeText;

export interface Signed extends Principal {
  readonly token: string;
  readonly number: string;
}

export interface HarnessOptions {
  readonly limits?: Partial<LimitPolicies>;
  readonly pumping?: PumpingPolicy;
  readonly countries?: readonly string[];
  readonly hooks?: Partial<AccountHooks>;
  readonly door?: Partial<HttpDoorContext>;
}

/** Accounts and their HTTP door on a real database, with a clock and a carrier in the test's hand. */
export class Harness {
  now = START;
  carrierUp = true;
  /** What the carriers offer; undefined: they cannot say. */
  methods: readonly CodeMethod[] | undefined;
  readonly alarms: PumpingAlarm[] = [];
  readonly texts: Text[] = [];
  readonly ended: Principal[] = [];
  readonly events: string[] = [];
  readonly logs: string[] = [];
  database!: Database;
  services!: AccountServices;
  door!: HttpDoor;
  #numbers = 0;

  /** On an empty database, or one that an earlier harness has used: its rows are deleted. */
  static async create(test: TestDatabase, options: HarnessOptions = {}): Promise<Harness> {
    const harness = new Harness();
    harness.database = test.database;
    await migrate(test.database, MIGRATIONS);
    for (const table of [
      "accounts",
      "registrations",
      "rate_limits",
      "secrets",
      "code_counts",
      "closed_prefixes",
    ]) {
      await test.database.execute(`DELETE FROM ${table}`);
    }
    await harness.#compose(options);
    return harness;
  }

  /** The same data under new services, as after a restart. */
  restart(options: HarnessOptions = {}): Promise<void> {
    return this.#compose(options);
  }

  async #compose(options: HarnessOptions): Promise<void> {
    const { database } = this;
    this.services = await createAccountServices({
      database,
      host: "chat.example.org",
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      now: () => this.now,
      pumping: options.pumping,
      countries: options.countries,
      onPumping: (alarm) => void this.alarms.push(alarm),
      sms: {
        methods: async () => {
          if (this.methods === undefined) throw new Error("cannot say");
          return this.methods;
        },
        send: async (text) => {
          if (!this.carrierUp) throw new Error("the carrier is down");
          this.texts.push(text);
        },
      },
      stream: { endSession: (principal) => void this.ended.push(principal), notify: async () => {} },
      hooks: {
        onAccountReplaced: async (_, account) => () => void this.events.push(`replaced ${account}`),
        onDeviceRemoved:
          async (_, { device }) =>
          () =>
            void this.events.push(`removed ${device}`),
        onDeviceListChanged: async (account) => void this.events.push(`list ${account}`),
        onPrivacyChanged: async (account) => void this.events.push(`privacy ${account}`),
        ...options.hooks,
      },
    });
    this.door = createHttpDoor({
      database,
      services: this.services,
      logger: createLogger({ level: "debug", destination: { write: (line) => void this.logs.push(line) } }),
      metrics: createMetrics(START),
      domain: "example.org",
      name: "Culver",
      version: "0.1.0",
      publicUrl: new URL("https://chat.example.org"),
      sandbox: true,
      trustedProxies: new TrustedProxies(["10.0.0.0/8"]),
      draining: () => false,
      look: {
        tokens: await Bun.file(new URL("tokens.css", LOOK)).text(),
        base: await Bun.file(new URL("base.css", LOOK)).text(),
      },
      status: async () => ({
        name: "Culver",
        version: "0.1.0",
        domain: "example.org",
        sandbox: true,
        draining: false,
        startedAt: START,
        now: this.now,
        sessions: 3,
        messagesAccepted: 1234,
        mailboxRows: 5,
        database: database.dialect,
        residentBytes: 1,
        routes: [],
      }),
      ...options.door,
    });
  }

  /** A number of the sandbox range that this harness has not used. */
  number(): string {
    return `+447700900${String(this.#numbers++).padStart(3, "0")}`;
  }

  /** One HTTP call; the answer's JSON is `body`. */
  async call(
    method: string,
    path: string,
    options: { body?: unknown; auth?: Signed; headers?: Record<string, string>; peer?: string } = {},
  ) {
    const headers = new Headers(options.headers);
    if (options.auth !== undefined) headers.set("authorization", bearer(options.auth));
    if (options.body !== undefined && !headers.has("content-type"))
      headers.set("content-type", "application/json");
    const request = new Request(`http://localhost:8080${path}`, {
      method,
      headers,
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === "string" ? options.body : JSON.stringify(options.body) }),
    });
    const response = await this.door.fetch(request, options.peer ?? "192.0.2.1");
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: what came over the wire is compared, not trusted.
    const body: any =
      response.headers.get("content-type")?.startsWith("application/json") === true ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }

  lastCode(number: string): string {
    const text = this.texts.findLast((t) => t.to === number)?.text ?? "";
    return /#(\d{6})$/.exec(text)?.[1] ?? "";
  }

  /** Registers over HTTP. */
  async signUp(number = this.number(), pin?: string): Promise<Signed> {
    const started = await this.call("POST", "/v1/registration", { body: { number } });
    const verified = await this.call("POST", `/v1/registration/${started.body.registration}/verify`, {
      body: { code: this.lastCode(number), ...(pin === undefined ? {} : { pin }) },
    });
    if (verified.status !== 201) throw new Error(`sign-up failed: ${JSON.stringify(verified.body)}`);
    const { account, device, token } = verified.body;
    return { account, device, token, number };
  }

  /** The iq's result; errors come out as they are thrown. */
  iq(principal: Principal, type: "get" | "set", payload: Element): Promise<Element | undefined> {
    const handler = this.services.iqs.get(`${payload.xmlns}|${payload.name}`);
    if (handler === undefined) throw new Error(`no handler for ${payload.name}`);
    return handler({ account: principal.account, device: principal.device }, { type, id: "1", payload });
  }
}

function bearer({ account, device, token }: Signed): string {
  return `Bearer ${account}/${device}:${token}`;
}

/** The condition a StanzaError carries, of a promise that must reject. */
export async function conditionOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as StanzaError).condition ?? String(error);
  }
  return "no error";
}

/** A device with its real keys and the account's real list. */
export interface CryptoDevice {
  readonly key: AccountKey;
  readonly identity: DeviceIdentity;
  readonly list: DeviceList;
}

export async function firstDevice(principal: Principal, now = START): Promise<CryptoDevice> {
  const key = await generateAccountKey();
  const identity = await createDeviceIdentity(principal.account, String(principal.device), key);
  return { key, identity, list: await startDeviceList(identity, key, now) };
}

export async function furtherDevice(
  first: CryptoDevice,
  principal: Principal,
  now = START,
): Promise<CryptoDevice> {
  const identity = await createDeviceIdentity(principal.account, String(principal.device), first.key);
  return {
    key: first.key,
    identity,
    list: await addDevice(first.list, first.key, listedDevice(identity, now)),
  };
}

export async function keyPackages(
  device: CryptoDevice,
  count: number,
  options: { lastResort?: boolean; now?: number } = {},
) {
  const packages: Uint8Array[] = [];
  for (let i = 0; i < count; i++)
    packages.push((await createKeyPackage(device.identity, { now: START, ...options })).keyPackage);
  return packages;
}
