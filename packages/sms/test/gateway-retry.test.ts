import { describe, expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway, SmppStatusError, type SmsStatus, Status } from "../src/index.ts";
import { defaultRetry, retryDelayMs } from "../src/queue/retry.ts";
import { carrierForTests, message, PHONE, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const refuse = (status: number) => () => {
  throw new SmppStatusError(status);
};

async function words(gateway: Awaited<ReturnType<typeof openSmsGateway>>, id: string): Promise<string[]> {
  const [trace] = await gateway.trace(id);
  return trace?.events.map(({ kind, words }) => `${kind} ${words}`) ?? [];
}

describe("waits", () => {
  test("by class of error, in the upper half of a growing bound", () => {
    const wait = (kind: Parameters<typeof retryDelayMs>[0], attempt: number, random: number) =>
      retryDelayMs(kind, attempt, defaultRetry, random);
    expect([0, 1, 2].map((attempt) => wait("temporary", attempt, 0))).toEqual([1000, 2000, 4000]);
    expect(wait("temporary", 90, 0.999)).toBeLessThanOrEqual(600_000);
    expect([0, 1].map((attempt) => wait("throttled", attempt, 0))).toEqual([125, 188]);
    expect(wait("throttled", 90, 0.999)).toBeLessThanOrEqual(5_000);
    expect(wait("uncertain", 7, 0)).toBe(2500);
    expect(retryDelayMs("throttled", 0, defaultRetry, 0, 9000)).toBe(9000);
  });
});

describe("retries", () => {
  test("throttled and temporary errors are tried again until it is accepted", async () => {
    await using db = await createTestDatabase("sqlite");
    const errors = [Status.ESME_RTHROTTLED, Status.ESME_RMSGQFUL, Status.ESME_RSYSERR];
    await using carrier = await carrierForTests({
      answer: (_, n) => (errors[n - 1] === undefined ? `id${n}` : refuse(errors[n - 1] ?? 0)()),
    });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
    expect(carrier.submitted).toHaveLength(4);
    const [{ counters } = expect.unreachable()] = gateway.state().carriers;
    expect(counters.errors).toMatchObject({ ESME_RTHROTTLED: 1, ESME_RSYSERR: 1 });
    expect(gateway.state().counters.retries).toBe(3);
    expect(counters.uncertainResubmissions).toBe(0);
  });

  test("a permanent error goes to the second carrier before anything is reported", async () => {
    await using db = await createTestDatabase("sqlite");
    await using first = await carrierForTests({ answer: refuse(Status.ESME_RINVDSTADR), query: "&cost=1" });
    await using second = await carrierForTests({ query: "&cost=2" });
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `${first.route},${second.route}`,
      ...quick,
    });
    await gateway.ready();
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered", carrier: second.name });
    expect([first.submitted.length, second.submitted.length]).toEqual([1, 1]);
    expect(gateway.state().counters.failovers).toBe(1);
  });

  test("refused by all, it failed with the carrier's reason in words", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests({ answer: refuse(Status.ESME_RINVDSTADR) });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message());
    const status = await gateway.settled(id);
    expect(status).toMatchObject({ state: "failed", code: "ESME_RINVDSTADR", carrier: carrier.name });
    expect(status?.reason).toContain("destination address is invalid");
  });

  test("after the validity it failed as expired", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests({ answer: refuse(Status.ESME_RSYSERR) });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message({ validitySeconds: 1 }));
    const status = await gateway.settled(id);
    expect(status).toMatchObject({ state: "failed" });
    expect(status?.reason).toStartWith("expired: ");
    expect(gateway.state().counters.expired).toBe(1);
  });

  test("without any carrier in service it waits, expires, and takes no more", async () => {
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: "smpp://a:b@127.0.0.1:1?prefix=+44",
      ...quick,
    });
    const { id } = await gateway.send(message({ validitySeconds: 1 }));
    expect((await gateway.settled(id))?.reason).toBe("expired: no carrier was in service in time");
    await expect(gateway.send(message({ to: "+15005550006" }))).rejects.toThrow(
      "no route serves this number",
    );
  });

  test("a link that drops with submits unanswered: submitted again, marked, with the same reference", async () => {
    await using db = await createTestDatabase("sqlite");
    let drops = 1;
    await using carrier = await carrierForTests({
      answer: async (_, n) => {
        if (drops-- > 0) {
          carrier.server.sessions[0]?.drop();
          return new Promise(() => undefined);
        }
        return `id${n}`;
      },
    });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
    const references = carrier.submitted.map(({ tlvs }) => tlvs.userMessageReference);
    expect(references).toHaveLength(2);
    expect(references[0]).toBe(references[1]);
    expect(gateway.state().carriers[0]?.counters.uncertainResubmissions).toBe(1);
    expect(await words(gateway, id)).toContain(
      "submitted submitted again, uncertain: it may already have it",
    );
  });

  test("of a long message only the parts without an answer are submitted again", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests({
      answer: (_, n) => (n === 2 ? refuse(Status.ESME_RMSGQFUL)() : `id${n}`),
    });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message({ body: { kind: "text", text: "ж".repeat(200) } }));
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
    expect(carrier.submitted).toHaveLength(4);
    const parts = carrier.submitted.map(({ body }) => body.shortMessage[5]);
    expect(parts.filter((part) => part === parts[1])).toHaveLength(2);
    const [trace] = await gateway.trace(id);
    expect(trace?.parts).toBe(3);
  });

  test("an undeliverable receipt goes to another carrier, unless it is the phone's fault", async () => {
    await using db = await createTestDatabase("sqlite");
    await using first = await carrierForTests({
      state: () => "undeliverable",
      error: "008",
      query: "&cost=1",
    });
    await using second = await carrierForTests({ query: "&cost=2" });
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `${first.route},${second.route}`,
      ...quick,
    });
    await gateway.ready();
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered", carrier: second.name });

    await using unknown = await carrierForTests({ state: () => "undeliverable", error: "001" });
    await gateway.setRoutes(`${unknown.route},${second.route}&prefix=+1`);
    await gateway.ready();
    const other = await gateway.send(message({ id: "other" }));
    expect(await gateway.settled(other.id)).toMatchObject({
      state: "failed",
      code: "001",
      reason: "the message could not be delivered: the number does not exist",
    });
  });

  test("without a receipt in time it goes to another carrier, marked", async () => {
    await using db = await createTestDatabase("sqlite");
    await using first = await carrierForTests({
      receiptId: () => undefined,
      query: "&cost=1&receipt_timeout=1",
    });
    await using second = await carrierForTests({ query: "&cost=2" });
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `${first.route},${second.route}`,
      ...quick,
    });
    await gateway.ready();
    const statuses: SmsStatus[] = [];
    gateway.onStatus((status) => void statuses.push(status));
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered", carrier: second.name });
    await until(() => statuses.length === 2);
    expect(statuses.map(({ state }) => state)).toEqual(["sent", "delivered"]);
    expect(gateway.state().carriers[1]?.counters.uncertainResubmissions).toBe(1);
  });

  test("an alert brings what waits for that phone at once", async () => {
    await using db = await createTestDatabase("sqlite");
    let events: { alert(phone: string): void } | undefined;
    let tries = 0;
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: [
        {
          key: "scripted",
          open(carrierEvents) {
            events = carrierEvents;
            return {
              terms: {
                ...{ name: "scripted", prefixes: [], cost: 0, currency: "", text: {} },
                ...{ receiptTimeoutSeconds: 0, voice: false },
              },
              room: () => 10,
              isBound: true,
              submit: async ({ parts }) =>
                parts.map((part) =>
                  ++tries === 1
                    ? { part, kind: "temporary", code: "X", words: "the phone is off" }
                    : { part, kind: "accepted", messageId: "1" },
                ),
              ready: async () => undefined,
              binds: () => [],
              [Symbol.asyncDispose]: async () => undefined,
            };
          },
        },
      ],
      retry: { temporaryMs: 20_000 },
    });
    const statuses: string[] = [];
    gateway.onStatus(({ state }) => void statuses.push(state));
    await gateway.send(message());
    await until(() => gateway.state().counters.retries === 1);
    events?.alert(PHONE);
    await until(() => statuses.includes("sent"));
    expect(tries).toBe(2);
  });

  test("an open breaker takes messages elsewhere, and a probe brings them back", async () => {
    await using db = await createTestDatabase("sqlite");
    let isBroken = true;
    await using first = await carrierForTests({
      answer: (_, n) => (isBroken ? refuse(Status.ESME_RSYSERR)() : `id${n}`),
      query: "&cost=1",
    });
    await using second = await carrierForTests({ query: "&cost=2" });
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: `${first.route},${second.route}`,
      ...quick,
      breaker: { failures: 3, openMs: 100, maxOpenMs: 100 },
    });
    await gateway.ready();
    for (let i = 0; i < 6; i++) {
      const { id } = await gateway.send(message({ stickTo: `conversation ${i}` }));
      expect(await gateway.settled(id)).toMatchObject({ state: "delivered", carrier: second.name });
    }
    expect(gateway.state().carriers[0]?.breaker.status).not.toBe("closed");
    // Three that opened it, and a probe at most each time it was open for long enough.
    expect(first.submitted.length).toBeLessThan(6);
    isBroken = false;
    await until(() => (gateway.state().carriers[0]?.breaker.probeAt ?? 0) < Date.now());
    // Only one carrier serves it now: the probe goes through.
    await gateway.setRoutes(first.route);
    const { id } = await gateway.send(message({ id: "probe" }));
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered", carrier: first.name });
    expect(gateway.state().carriers[0]?.breaker.status).toBe("closed");
  });
});
