import { describe, expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { AddressError, openSmsGateway, sourceAddress } from "../src/index.ts";
import { backoffMs } from "../src/link/backoff.ts";
import { relativeValidity } from "../src/smpp/validity.ts";
import { encodeText } from "../src/text/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";

test("validity and back-off", () => {
  expect(relativeValidity(600)).toBe("000000001000000R");
  expect(relativeValidity(90_061)).toBe("000001010101000R");
  for (const attempt of [0, 3, 40]) {
    const bound = Math.min(60_000, 500 * 2 ** attempt);
    expect(backoffMs(attempt, {}, 0)).toBe(bound / 2);
    expect(backoffMs(attempt, {}, 0.999)).toBeLessThanOrEqual(bound);
  }
});

describe("sender addresses", () => {
  test.each([
    ["+447700900555", { ton: 1, npi: 1, address: "447700900555" }],
    ["60777", { ton: 0, npi: 1, address: "60777" }],
    ["447700900555", { ton: 0, npi: 1, address: "447700900555" }],
    ["Culver", { ton: 5, npi: 0, address: "Culver" }],
  ])("%s", (from, address) => {
    expect(sourceAddress(from)).toEqual(address);
  });

  test.each(["", "1", "+44", "Twelve chars", "Cülver", "a\0b", "1234567890123456"])("%j is none", (from) => {
    expect(() => sourceAddress(from)).toThrow(AddressError);
  });
});

test("neither password nor number nor text reaches the log", async () => {
  const lines: string[] = [];
  const write = (fields: object, words: string) => void lines.push(JSON.stringify({ ...fields, words }));
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests();
  {
    await using gateway = await openSmsGateway({
      ...{ database: db.database, routes: carrier.route, ...quick },
      log: { debug: write, info: write, warn: write },
    });
    const { id } = await gateway.send(message({ body: { kind: "text", text: "Code 918273" } }));
    await gateway.settled(id);
    gateway.onStatus(() => Promise.reject(new Error("no: 7700900123")));
    gateway.onIncoming(() => Promise.reject(new Error("no: 7700900123")));
    await carrier.server.sessions[0]
      ?.deliver({ sourceAddr: "447700900123", shortMessage: encodeText("Code 918273", "gsm7") })
      .catch(() => undefined);
  }
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join("\n")).not.toMatch(/secret|7700900123|918273/);
});
