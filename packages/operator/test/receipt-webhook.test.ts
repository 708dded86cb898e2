import { afterEach, beforeEach, expect, test } from "bun:test";
import { silentLog } from "@culver/sms";
import { ReceiptWebhook, webhookSignature } from "../src/index.ts";
import { delivered, type World, world } from "./support.ts";

const SECRET = "a-secret-of-this-test";
interface Got {
  readonly ids: readonly string[];
  readonly signed: boolean;
}

let it: World;
let receiver: Bun.Server<undefined>;
let got: Got[];
let answers: number[];
let waiting: (() => void) | undefined;

beforeEach(async () => {
  it = await world();
  got = [];
  answers = [];
  receiver = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const body = await request.text();
      const { receipts } = JSON.parse(body) as { receipts: { id: string }[] };
      const signed = request.headers.get("x-culver-signature-256") === webhookSignature(SECRET, body);
      got.push({ ids: receipts.map(({ id }) => id), signed });
      waiting?.();
      return new Response(null, { status: answers.shift() ?? 204 });
    },
  });
});
afterEach(async () => {
  await receiver.stop(true);
  await it[Symbol.asyncDispose]();
});

const open = () =>
  ReceiptWebhook.open({
    gateway: it.gateway,
    database: it.database,
    url: receiver.url.href,
    secret: SECRET,
    log: silentLog,
  });

async function calls(count: number): Promise<void> {
  while (got.length < count) {
    await new Promise<void>((resolve) => {
      waiting = resolve;
    });
  }
}

test("receipts come signed; one that was not taken comes again", async () => {
  answers = [500, 302];
  await using _webhook = await open();
  const id = await delivered(it.gateway);
  await calls(3);
  expect(got.map(({ ids }) => ids)).toEqual([[id], [id], [id]]);
  expect(got.every(({ signed }) => signed)).toBe(true);
}, 20_000);

test("a restart goes on where it stopped, and what came meanwhile is not missed", async () => {
  const first = await open();
  const before = await delivered(it.gateway);
  await calls(1);
  await first[Symbol.asyncDispose]();
  const meanwhile = await delivered(it.gateway);
  await using _second = await open();
  await calls(2);
  expect(got.map(({ ids }) => ids)).toEqual([[before], [meanwhile]]);
}, 20_000);
