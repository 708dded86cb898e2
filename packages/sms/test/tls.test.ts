import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { message } from "./gateway-support.ts";
import { smscForTests, until } from "./support.ts";

const fixture = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
// Made for these tests alone, self-signed for localhost.
const cert = await fixture("localhost-cert.pem");
const key = await fixture("localhost-key.pem");
const backoff = { baseMs: 10, maxMs: 30 };

describe("smpps", () => {
  test("binds and sends over TLS to a carrier whose certificate is trusted", async () => {
    const { server, submitted } = await smscForTests({ tls: { cert, key } });
    await using _ = server;
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `smpps://culver:secret@localhost:${server.port}`,
      tuning: { ca: cert, backoff },
    });
    await gateway.send(message());
    await until(() => submitted.length > 0);
    expect(submitted).toEqual(["447700900123"]);
  });

  test.each([
    ["an unknown authority", undefined, "localhost"],
    ["another name", cert, "127.0.0.1"],
  ])("never binds to a certificate of %s", async (_, ca, host) => {
    const { server } = await smscForTests({ tls: { cert, key } });
    await using _server = server;
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `smpps://culver:secret@${host}:${server.port}`,
      tuning: { ...(ca ? { ca } : {}), backoff },
    });
    const bind = () => gateway.state().carriers[0]?.binds[0];
    await until(() => bind()?.lastProblem !== undefined);
    expect(bind()?.binds).toBe(0);
    expect(server.sessions).toEqual([]);
  });
});
