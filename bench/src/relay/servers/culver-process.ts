/** The server itself, composed as `culver serve` composes it, with limits raised and so many accounts in it. */
import { join } from "node:path";
import { createLogger, createServer, MIGRATIONS, SANDBOX_LIMITS, TrustedProxies } from "@culver/server";
import { migrate, openDatabase } from "@culver/storage";
import { answerUsage } from "../../process/usage.ts";
import type { Credentials, RelayAddress } from "../load/signed-in-stream.ts";
import { seedAccounts } from "./seed.ts";

/** What the process says when it is ready. */
export interface CulverReady extends RelayAddress {
  readonly people: readonly Credentials[];
}

const DOMAIN = "example.org";
const NO_LIMIT = 1_000_000_000;

const [folder = "", accounts = "0", windowMs = "5"] = process.argv.slice(2);
const database = await openDatabase(`sqlite:${join(folder, "culver.sqlite")}`);
await migrate(database, MIGRATIONS);
const people = await seedAccounts(database, Number(accounts));
const server = await createServer({
  database,
  domain: DOMAIN,
  publicUrl: new URL("http://localhost"),
  host: "127.0.0.1",
  port: 0,
  name: "Bench",
  version: "0",
  logger: createLogger({ level: "warn", destination: { write: (line) => void process.stderr.write(line) } }),
  sms: { send: () => Promise.reject(new Error("nobody signs up here")) },
  trustedProxies: new TrustedProxies([]),
  look: { tokens: "", base: "" },
  limits: SANDBOX_LIMITS,
  streamLimits: {
    connectionsPerAddress: NO_LIMIT,
    messageBurst: NO_LIMIT,
    messagesPerSecond: NO_LIMIT,
    maxStored: NO_LIMIT,
  },
  commitWindowMs: Number(windowMs),
});

async function stop(): Promise<void> {
  await server.close();
  await database.close();
  process.exit();
}

process.once("SIGTERM", () => void stop());
answerUsage(() => {
  const { messagesAccepted: accepted, messagesWritten: written } = server.stats();
  return { accepted, written };
});
const ready: CulverReady = { port: server.port, domain: DOMAIN, people };
process.send?.({ ready });
