import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@culver/storage";
import type { TestDatabase } from "@culver/testing/engines";
import { type BusinessAccounts, createAnnouncer, openAccounts } from "../../src/accounts/index.ts";
import { type ApiOptions, createApi, createRegistrar } from "../../src/api/index.ts";
import { newNodeId } from "../../src/graph/index.ts";
import { openLibrary } from "../../src/library/index.ts";
import { type BusinessMedia, openMedia } from "../../src/media/index.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";
import { defaultLimits } from "../../src/model/index.ts";
import { managementLimit } from "../../src/rules/index.ts";
import { RecordingDevices, RecordingEngine } from "./recording.ts";

/** The door with real accounts, media and templates on loopback; engine and devices write down what they are asked. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly accounts: BusinessAccounts;
  readonly media: BusinessMedia;
  readonly engine: RecordingEngine;
  readonly devices: RecordingDevices;
  readonly folder: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ids and a token of a business with a number that is connected. */
  readonly one: Shop;
  readonly other: Shop;
  readonly warnings: Readonly<Record<string, unknown>>[];
  /** Milliseconds that the clock is ahead. */
  ahead: number;
  ask(method: string, path: string, options?: Ask): Promise<Answer>;
}

export interface Shop {
  readonly waba: string;
  readonly phone: string;
  readonly app: string;
  readonly secret: string;
  readonly token: string;
}

export interface Ask {
  /** JSON unless it is a form or octets. */
  readonly body?: unknown;
  /** Of business one unless told; null: none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what is answered is looked into by the tests
  readonly body: any;
}

export async function openWorld(
  { database }: TestDatabase,
  options: Partial<ApiOptions> & { readonly media?: never; readonly allow?: readonly string[] } = {},
): Promise<World> {
  const stack = new AsyncDisposableStack();
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  const folder = mkdtempSync(join(tmpdir(), "culver-media-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const reach = { allow: options.allow ?? [] };
  const accounts = await openAccounts({ database, reach, now });
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => handle(request) });
  stack.defer(() => server.stop(true));
  const url = `http://127.0.0.1:${server.port}`;
  const media = stack.use(await openMedia({ database, folder, publicUrl: url, reach, now }));
  const queue = { enqueue: async () => {}, wake: () => {} };
  const announcer = createAnnouncer({ accounts, queue, major: 23 });
  const library = stack.use(openLibrary({ database, announcer, now }));
  const engine = new RecordingEngine();
  const devices = new RecordingDevices();
  const warnings: Readonly<Record<string, unknown>>[] = [];
  const api = createApi({
    database,
    accounts,
    engine,
    media,
    templates: library.templates,
    templateEndpoints: library.endpoints,
    registrar: createRegistrar({ accounts, devices }),
    rate: managementLimit({ managementPerHour: 0 }),
    limits: defaultLimits,
    publicUrl: url,
    chatLink: (number, text) => `${url}/#/to/${number}?text=${encodeURIComponent(text)}`,
    log: { warn: (fields) => void warnings.push(fields) },
    now,
    ...options,
  });
  handle = api.fetch;
  const one = await openShop(accounts, "Ann's Tea", "+16315550101");
  const other = await openShop(accounts, "Bob's Bikes", "+16315550102");
  const ask: World["ask"] = async (method, path, { body, token = one.token, headers } = {}) => {
    const isRaw =
      body instanceof FormData ||
      body instanceof URLSearchParams ||
      body instanceof Blob ||
      typeof body === "string";
    const response = await fetch(path.startsWith("http") ? path : url + path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isRaw && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") && text !== "";
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    ...{ url, accounts, media, engine, devices, folder, fetch: api.fetch, one, other, warnings, ask },
    get ahead() {
      return clock.ahead;
    },
    set ahead(ms) {
      clock.ahead = ms;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function openShop(accounts: BusinessAccounts, name: string, number: string): Promise<Shop> {
  const { id: phone, business: waba } = await accounts.createWithNumber({ name, number });
  await accounts.setStatus(phone, "connected");
  const app = accounts.app(accounts.business(waba)?.app ?? "");
  if (app === undefined) throw new Error("no app");
  const { token } = await accounts.createToken({ business: waba });
  return { waba, phone, app: app.id, secret: app.secret, token };
}

/** What begins as a PNG does, and is otherwise empty. */
export function png(size = 200): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(size);
  octets.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return octets;
}

export const unknownId = newNodeId;
