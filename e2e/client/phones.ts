import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENCRYPTED_SMS_PORT } from "@culver/protocol";
import { createSandbox, type Sandbox } from "@culver/sandbox";
import {
  createLogger,
  createServer,
  type EncryptedSms,
  MIGRATIONS,
  SANDBOX_LIMITS,
  TrustedProxies,
} from "@culver/server";
import { createSmsRules, openSmsGateway, openSmsLeg, type SmsGateway, type SmsLeg } from "@culver/sms";
import { migrate, openDatabase } from "@culver/storage";
import type { World } from "./world.ts";

/** Where people's texts come from. */
export const POOL = ["+447700900200"];

export interface HandsetMessage {
  readonly direction: "received" | "sent";
  readonly from: string;
  readonly text: string;
  readonly data?: { readonly port?: number; readonly userData: readonly string[] };
}

/** A real server with its gateway and the sandbox carrier, in this process. */
export interface PhoneWorld extends Pick<World, "url" | "code" | "stop"> {
  /** What a handset has, oldest first. */
  handset(number: string): Promise<readonly HandsetMessage[]>;
  /** A handset writes. */
  write(number: string, to: string, text: string): Promise<void>;
  /** Lets time pass for the server and its leg to phones. */
  pass(ms: number): void;
}

const lookFile = (name: string) =>
  readFileSync(new URL(`../../packages/look/${name}`, import.meta.url), "utf8");

export async function startPhoneWorld(): Promise<PhoneWorld> {
  const directory = mkdtempSync(join(tmpdir(), "culver-phones-"));
  const open = (name: string) => openDatabase(`sqlite:${join(directory, name)}`);
  const [database, phones] = [await open("server.db"), await open("sms.db")];
  await migrate(database, MIGRATIONS);
  let passed = 0;
  const now = () => Date.now() + passed;
  const sandbox = await createSandbox({ receiptDelayMs: 20 });
  const gateway = await openSmsGateway({ database: phones, routes: sandbox.route });
  await gateway.ready();
  // The leg needs the server's home, the server the leg: whoever is asked first finds both there.
  let leg: SmsLeg | undefined;
  const opened = (): SmsLeg => {
    if (leg === undefined) throw new Error("the leg is not open yet");
    return leg;
  };
  const server = await createServer({
    database,
    domain: "example.org",
    publicUrl: new URL("http://localhost:8080"),
    host: "127.0.0.1",
    port: 0,
    name: "Culver",
    version: "0.1.0",
    logger: createLogger({ level: "error" }),
    sms: { send: ({ to, text }) => sendCode(gateway, to, text) },
    phones: {
      leg: {
        info: ({ account, device }) => opened().info({ account, device: Number(device) }),
        hasOwnNumber: (account) => opened().hasOwnNumber(account),
        quote: ({ account, device }, question) =>
          opened().quote({ account, device: Number(device) }, question),
        send: ({ account, device }, text) => opened().send({ account, device: Number(device) }, text),
      },
      encrypted: {
        maxOctets: 4_000,
        perDay: 100,
        everyMs: 20,
        port: { send: (message) => sendEncrypted(gateway, message) },
      },
    },
    sandbox: true,
    mediaDirectory: join(directory, "media"),
    trustedProxies: new TrustedProxies([]),
    limits: SANDBOX_LIMITS,
    look: { tokens: lookFile("tokens.css"), base: lookFile("base.css") },
    now,
  });
  leg = await openSmsLeg({
    database: phones,
    rules: createSmsRules({ database: phones, operator: "Culver", countryOf: () => "GB", now }),
    gateway,
    home: server.smsHome,
    pool: POOL,
    terms: () => ({ cost: 4, currency: "GBP", text: {} }),
    now,
  });
  leg.start();
  const handset = (number: string) => messagesOf(sandbox, number);
  return {
    url: `http://127.0.0.1:${server.port}`,
    code: (number) => codeFor(handset, number),
    handset,
    write: async (number, to, text) => {
      const answer = await ask(sandbox, number, { to, text });
      if (!answer.ok) throw new Error(`the handset could not write: ${answer.status}`);
    },
    pass: (ms) => {
      passed += ms;
    },
    stop: async () => {
      await server.close();
      await leg?.[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
      for (const each of [database, phones]) await each.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function sendCode(gateway: SmsGateway, to: string, text: string): Promise<void> {
  await gateway.send({ to, from: "Culver", body: { kind: "text", text }, purpose: "code" });
}

async function sendEncrypted(
  gateway: SmsGateway,
  { id, account, number, octets }: EncryptedSms,
): Promise<void> {
  const body = { kind: "data", octets, port: ENCRYPTED_SMS_PORT } as const;
  const [from = ""] = POOL;
  await gateway.send({ id, to: number, from, account, body, purpose: "encrypted" });
}

/** The newest code on a handset; it takes a moment to get there. */
async function codeFor(
  handset: (number: string) => Promise<readonly HandsetMessage[]>,
  number: string,
): Promise<string> {
  const end = Date.now() + 10_000;
  for (;;) {
    const codes = (await handset(number)).flatMap(({ text }) => /\d{6}/.exec(text)?.[0] ?? []);
    const newest = codes.at(-1);
    if (newest !== undefined) return newest;
    if (Date.now() > end) throw new Error("no code has come");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function messagesOf(sandbox: Sandbox, number: string): Promise<readonly HandsetMessage[]> {
  const { messages } = (await (await ask(sandbox, number)).json()) as { messages: HandsetMessage[] };
  return messages;
}

async function ask(sandbox: Sandbox, number: string, body?: object): Promise<Response> {
  const url = `http://localhost/sandbox/handsets/${encodeURIComponent(number)}/messages`;
  if (body === undefined) return sandbox.fetch(new Request(url));
  const headers = { "content-type": "application/json" };
  return sandbox.fetch(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
}
