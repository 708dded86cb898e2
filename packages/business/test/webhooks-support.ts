import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Database, migrate } from "@culver/storage";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../src/migrations/index.ts";
import { type WebhookEvent, WebhookQueue, type WebhookQueueOptions } from "../src/webhooks/index.ts";
import { type LocalServer, serveHttp } from "./outgoing-support.ts";

export const SECRET = "a secret";

/** Resolves when it holds; the test's own time-out is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await Bun.sleep(2);
}

export const event = (n: number, more: Partial<WebhookEvent> = {}): WebhookEvent => ({
  waba: "102290129340398",
  field: "messages",
  value: { n },
  ...more,
});

export const events = (from: number, to: number): WebhookEvent[] =>
  Array.from({ length: to - from }, (_, i) => event(from + i));

/** A queue that retries fast and may reach this machine. */
export async function openQueue(
  database: Database,
  { tuning, ...options }: Partial<WebhookQueueOptions> = {},
): Promise<WebhookQueue> {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  return WebhookQueue.open({
    database,
    secretOf: () => SECRET,
    reach: { allow: ["127.0.0.1"] },
    tuning: { firstRetryMs: 10, maxRetryMs: 50, pollMs: 50, timeoutMs: 5_000, graceMs: 100, ...tuning },
    ...options,
  });
}

interface Body {
  readonly object: string;
  readonly entry: readonly {
    readonly id: string;
    readonly changes: readonly { readonly field: string; readonly value: { readonly n: number } }[];
  }[];
}

export interface Delivery {
  readonly headers: IncomingMessage["headers"];
  readonly raw: Buffer;
  readonly body: Body;
  /** The events' numbers, in order. */
  readonly numbers: readonly number[];
}

export interface Receiver extends LocalServer {
  /** What was answered with 200, in order. */
  readonly taken: Delivery[];
  numbers(): number[];
}

type Answer = (delivery: Delivery, response: ServerResponse) => number | Promise<number>;

/** A receiver that checks signatures and answers with the status that `answer` says; 0 for nothing at all. */
export async function receiver(answer: Answer = () => 200): Promise<Receiver> {
  const taken: Delivery[] = [];
  const server = await serveHttp(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const raw = Buffer.concat(chunks);
    const signature = `sha256=${createHmac("sha256", SECRET).update(raw).digest("hex")}`;
    if (request.headers["x-hub-signature-256"] !== signature) {
      response.writeHead(401).end();
      return;
    }
    const body = JSON.parse(raw.toString()) as Body;
    const numbers = body.entry.flatMap(({ changes }) => changes.map(({ value }) => value.n));
    const delivery = { headers: request.headers, raw, body, numbers };
    const status = await answer(delivery, response);
    if (status === 200) taken.push(delivery);
    if (status !== 0) response.writeHead(status, status === 302 ? { location: "/" } : {}).end();
  });
  return { ...server, taken, numbers: () => taken.flatMap(({ numbers }) => numbers) };
}

export const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
export const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);
