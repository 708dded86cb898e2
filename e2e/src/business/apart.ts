import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { culver } from "../support/culver.ts";
import { freePort } from "../support/free-port.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type BusinessWorld, businessWorld } from "./business.ts";
import type { Created } from "./create.ts";
import { Receiver } from "./receiver.ts";

/** A business on a host of its own: `culver serve --roles business`, and the relay as another process. */
export interface BusinessApart extends BusinessWorld {
  readonly relay: ServerProcess;
}

export async function startBusinessApart(
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<BusinessApart> {
  const number = "+447700900501";
  const receiver = new Receiver();
  const relay = new ServerProcess({ port: freePort(), env: { CULVER_ROLES: "relay,gateway,web" } });
  await relay.start();
  const port = freePort();
  const server = new ServerProcess({
    ...{ port, command: "serve", data: mkdtempSync(join(tmpdir(), "culver-business-")) },
    env: {
      ...{ CULVER_ROLES: "business", CULVER_SERVER: relay.url, CULVER_HOST: "127.0.0.1" },
      ...{ CULVER_BUSINESS_ALLOW_HOSTS: "localhost", ...options.env },
    },
  });
  await server.start();
  const vouched = await culver(
    ...["business", "voucher", "--number", number, "--json"],
    ...["--port", new URL(relay.url).port, "--data", relay.data],
  );
  const made = await culver(
    ...["business", "create", "--name", "Riverside Bakery", "--number", number],
    ...["--voucher", String(vouched.events[0]?.voucher), "--json"],
    ...["--callback", receiver.url, "--verify-token", receiver.verifyToken],
    ...["--port", String(port), "--data", server.data],
  );
  const created = made.events[0] as unknown as Created | undefined;
  if (created === undefined) throw new Error(`no business was made: ${vouched.errors}${made.errors}`);
  return {
    ...businessWorld({ url: server.url, relayUrl: relay.url, server, receiver, created, number }),
    relay,
    async [Symbol.asyncDispose]() {
      await receiver.stop();
      await server.kill("SIGTERM");
      await relay.kill("SIGTERM");
      for (const { data } of [server, relay]) rmSync(data, { recursive: true, force: true });
    },
  };
}
