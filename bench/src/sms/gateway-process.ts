/** Culver's gateway as the server composes it: durable queue on SQLite with its production settings, one carrier. */
import { randomBytes } from "node:crypto";
import { createSmsRules, openSmsGateway } from "@culver/sms";
import { openDatabase } from "@culver/storage";
import { answerUsage } from "../process/usage.ts";
import { phoneOf, textOf } from "./phones.ts";

export interface GatewayRun {
  readonly messages: number;
  readonly callers: number;
}

export interface GatewayRunResult {
  /** From the first send to the last delivered status, milliseconds. */
  readonly elapsedMs: number;
  /** From the first send to the last one taken, milliseconds. */
  readonly takenMs: number;
  readonly delivered: number;
  readonly failed: number;
}

const [path = "", route = ""] = process.argv.slice(2);
const database = await openDatabase(`sqlite:${path}`);
const rules = createSmsRules({ database, operator: "Culver", countryOf: () => "GB" });
const gateway = await openSmsGateway({ database, routes: route, rules, secret: randomBytes(32) });
await gateway.ready();

let delivered = 0;
let failed = 0;
let all: (() => void) | undefined;
let wanted = 0;
gateway.onStatus(({ state }) => {
  if (state === "delivered") delivered++;
  if (state === "failed") failed++;
  if (delivered + failed === wanted) all?.();
});

async function run({ messages, callers }: GatewayRun): Promise<GatewayRunResult> {
  delivered = 0;
  failed = 0;
  wanted = messages;
  const finished = new Promise<void>((resolve) => {
    all = resolve;
  });
  const began = performance.now();
  let next = 0;
  const caller = async () => {
    while (next < messages) {
      const index = next++;
      const body = { kind: "text", text: textOf(index) } as const;
      await gateway.send({ to: phoneOf(index), from: "Culver", body, purpose: "notice" });
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const takenMs = performance.now() - began;
  await finished;
  return { elapsedMs: performance.now() - began, takenMs, delivered, failed };
}

answerUsage(() => ({ accepted: 0, written: 0 }));
process.on("message", (request: unknown) => {
  if (typeof request !== "object" || request === null || !("run" in request)) return;
  void run(request.run as GatewayRun).then((result) => process.send?.({ result }));
});
process.on("SIGTERM", () => {
  void gateway[Symbol.asyncDispose]()
    .then(() => database.close())
    .then(() => process.exit());
});
process.send?.({ ready: {} });
