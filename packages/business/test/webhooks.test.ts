import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { forEachEngine } from "@culver/testing/engines";
import {
  WebhookEventError,
  WebhookEventTooLargeError,
  WebhookQueueClosedError,
} from "../src/webhooks/index.ts";
import { serveHttp, serveTcp } from "./outgoing-support.ts";
import { event, events, openQueue, range, receiver, SECRET, sorted, until } from "./webhooks-support.ts";

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

forEachEngine("the queue of webhooks", (open) => {
  test("a delivery is signed over its raw octets and has the specified form", async () => {
    const { database } = await open();
    await using queue = await openQueue(database);
    const server = stack.use(await receiver());
    const value = { n: 1, text: "Grüße 👋\u0000", metadata: { phone_number_id: "1" } };
    await queue.enqueue({ app: "1", url: `${server.url}/hook?a=b` }, event(1, { value }));
    await until(() => server.taken.length === 1);
    const [delivery] = server.taken;
    if (!delivery) throw new Error("nothing was delivered");
    const hmac = (hash: string) => createHmac(hash, SECRET).update(delivery.raw).digest("hex");
    expect(delivery.headers["x-hub-signature-256"]).toBe(`sha256=${hmac("sha256")}`);
    expect(delivery.headers["x-hub-signature"]).toBe(`sha1=${hmac("sha1")}`);
    expect(delivery.headers["content-type"]).toBe("application/json");
    expect(delivery.body).toEqual({
      object: "whatsapp_business_account",
      entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
    });
    await until(async () => (await queue.backlog()).waiting === 0);
    expect(queue.tally()).toMatchObject({ deliveries: 1, events: 1, failures: {} });
    expect(await queue.desk.list()).toEqual([]);
    expect(await queue.desk.attempts()).toMatchObject([{ events: 1, status: 200, failure: null }]);
  });

  test("a target that has nothing to do is told of when it is asked for, without its query", async () => {
    const { database } = await open();
    await using queue = await openQueue(database);
    expect(queue.targets()).toEqual([]);
    const set = [{ app: "1", url: "https://bot.example/hook?token=secret" }];
    expect(queue.targets(set)).toMatchObject([
      { app: "1", receiver: "https://bot.example/hook", failures: 0, inFlight: 0 },
    ]);
    const server = stack.use(await receiver());
    await queue.enqueue({ app: "1", url: server.url }, event(1));
    await until(() => server.taken.length === 1);
    const receivers = queue.targets([{ app: "1", url: server.url }, ...set]).map((state) => state.receiver);
    expect(receivers).toEqual([`${new URL(server.url).origin}/`, "https://bot.example/hook"]);
  });

  test("events are batched in order, under the limits of number and size", async () => {
    const { database } = await open();
    const server = stack.use(await receiver());
    await using queue = await openQueue(database, { tuning: { batchEvents: 10, maxBodyBytes: 3_000 } });
    const target = { app: "1", url: server.url };
    const large = { n: 30, pad: "x".repeat(2_500) };
    await queue.enqueue(target, [...events(0, 30), event(30, { value: large }), ...events(31, 40)]);
    await until(() => server.numbers().length >= 40);
    expect(sorted(server.numbers())).toEqual(range(0, 40));
    for (const { raw, numbers } of server.taken) {
      expect(raw.length).toBeLessThanOrEqual(3_000);
      expect(numbers.length).toBeLessThanOrEqual(10);
      expect(numbers).toEqual(sorted(numbers));
    }
    expect(server.taken.length).toBeLessThan(12);
  });

  test("an entry for each business account", async () => {
    const { database } = await open();
    const server = stack.use(await receiver());
    await using queue = await openQueue(database);
    await queue.enqueue(
      { app: "1", url: server.url },
      [1, 2, 3, 4].map((n) => event(n, { waba: String(n % 2) })),
    );
    await until(() => server.numbers().length === 4);
    expect(
      server.taken[0]?.body.entry.map(({ id, changes }) => [id, ...changes.map(({ value }) => value.n)]),
    ).toEqual([
      ["1", 1, 3],
      ["0", 2, 4],
    ]);
  });

  test("in a caller's transaction events are there when it commits and never when it does not", async () => {
    const { database } = await open();
    const server = stack.use(await receiver());
    await using queue = await openQueue(database);
    const target = { app: "1", url: server.url };
    await database.transaction((tx) => queue.enqueue(target, event(1), tx));
    queue.wake(target);
    const failed = database.transaction(async (tx) => {
      await queue.enqueue(target, event(2), tx);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await database.transaction((tx) => queue.enqueue(target, event(3), tx));
    await until(() => server.numbers().includes(3));
    expect(server.numbers()).toEqual([1, 3]);
  });

  test("only 200 is success; what fails is tried again until it is taken", async () => {
    const { database } = await open();
    const statuses = [500, 201, 204, 302, 404, 200];
    const server = stack.use(await receiver(() => statuses.shift() ?? 200));
    await using queue = await openQueue(database);
    await queue.enqueue({ app: "1", url: server.url }, event(1));
    await until(() => server.taken.length === 1);
    await until(async () => (await queue.desk.attempts()).length === 6);
    expect(queue.tally().failures).toEqual({
      ...{ "status-5xx": 1, "status-2xx": 2, "status-3xx": 1, "status-4xx": 1 },
    });
    expect((await queue.desk.attempts()).map(({ status }) => status)).toEqual([200, 404, 302, 204, 201, 500]);
  });

  test("one event that a receiver cannot bear is found and left to itself", async () => {
    const { database } = await open();
    let tries = 0;
    const server = stack.use(
      await receiver(({ numbers }) => {
        if (!numbers.includes(37)) return 200;
        if (numbers.length === 1) tries++;
        return 500;
      }),
    );
    await using queue = await openQueue(database, { tuning: { batchEvents: 50 } });
    await queue.enqueue({ app: "1", url: server.url }, events(0, 200));
    await until(() => sorted(server.numbers()).length === 199);
    await until(() => tries >= 3);
    await until(async () => (await queue.desk.list()).length === 1);
    // It holds up nobody who comes later.
    await queue.enqueue({ app: "1", url: server.url }, events(200, 300));
    await until(() => sorted(server.numbers()).length === 299);
    await until(async () => ((await queue.desk.list())[0]?.attempts ?? 0) >= 3);
    expect(await queue.desk.list()).toMatchObject([{ state: "waiting", failure: "status-5xx" }]);
  });

  test("after its time an event is dead, and can be replayed", async () => {
    const { database } = await open();
    let status = 500;
    let now = 1_700_000_000_000;
    const server = stack.use(await receiver(() => status));
    await using queue = await openQueue(database, { now: () => now, tuning: { retryForMs: 7 * 86_400_000 } });
    await queue.enqueue({ app: "1", url: server.url }, events(0, 3));
    await until(() => (queue.tally().failures["status-5xx"] ?? 0) > 0);
    expect((await queue.backlog()).dead).toBe(0);
    now += 7 * 86_400_000 + 1;
    await until(async () => (await queue.backlog()).dead === 3);
    const dead = await queue.desk.list({ state: "dead" });
    expect(dead.map(({ failure }) => failure)).toEqual(["expired", "expired", "expired"]);
    status = 200;
    expect(await queue.desk.replay(dead.map(({ seq }) => seq))).toBe(3);
    await until(() => server.numbers().length === 3);
    await until(async () => (await queue.backlog()).waiting === 0);
    expect((await queue.backlog()).dead).toBe(0);
  });

  test("the order within a conversation is kept while the receiver takes what comes", async () => {
    const { database } = await open();
    const server = stack.use(await receiver());
    await using queue = await openQueue(database, { tuning: { batchEvents: 7, concurrency: 8 } });
    const conversation = (n: number) => String(n % 5);
    const list = range(0, 500).map((n) => event(n, { conversation: conversation(n) }));
    await queue.enqueue({ app: "1", url: server.url }, list);
    await until(() => server.numbers().length === 500);
    for (const name of ["0", "1", "2", "3", "4"]) {
      const numbers = server.numbers().filter((n) => conversation(n) === name);
      expect(numbers).toEqual(sorted(numbers));
    }
  });

  test("receivers that hang, redirect, fail and flood delay nobody else", async () => {
    const { database } = await open();
    const tuning = {
      connections: 4,
      probes: 2,
      concurrency: 4,
      timeoutMs: 2_000,
      firstRetryMs: 50,
      maxRetryMs: 400,
    };
    await using queue = await openQueue(database, { tuning });
    const bad = [
      stack.use(await serveTcp(() => undefined)),
      stack.use(await serveTcp(() => undefined)),
      stack.use(await serveTcp(() => undefined)),
      stack.use(await receiver(() => 302)),
      stack.use(await receiver(() => 500)),
      stack.use(
        await serveTcp((socket) => {
          socket.write("HTTP/1.1 500 No\r\n\r\n");
          const pour = () => {
            while (!socket.destroyed)
              if (!socket.write("x".repeat(65_536))) return void socket.once("drain", pour);
          };
          pour();
        }),
      ),
    ];
    for (const { url } of bad) await queue.enqueue({ app: "1", url }, events(0, 50));
    await until(() => queue.targets().filter(({ failures }) => failures > 0).length === bad.length);
    const good = stack.use(await receiver());
    // More deliveries, one after the other, than the test has time for if each waited for one that hangs.
    for (const n of range(0, 20)) {
      await queue.enqueue({ app: "1", url: good.url }, event(n));
      await until(() => good.numbers().includes(n));
    }
    expect(good.numbers()).toEqual(range(0, 20));
    await until(async () => (await queue.backlog()).waiting === bad.length * 50);
  });

  test("receivers that take everything, slowly, delay nobody else", async () => {
    const { database } = await open();
    const tuning = {
      connections: 2,
      probes: 2,
      concurrency: 2,
      batchEvents: 1,
      slowMs: 20,
      timeoutMs: 60_000,
    };
    await using queue = await openQueue(database, { tuning });
    const held: (() => void)[] = [];
    let taken = 0;
    const slow = stack.use(
      await serveHttp((request, response) => {
        request.resume();
        const take = () => {
          taken++;
          response.writeHead(200).end();
        };
        if (taken === 0) setTimeout(take, 40);
        else held.push(take);
      }),
    );
    await queue.enqueue({ app: "1", url: slow.url }, event(0));
    await until(async () => (await queue.backlog()).waiting === 0);
    await queue.enqueue({ app: "1", url: slow.url }, events(1, 9));
    await until(() => held.length === 2);
    const good = stack.use(await receiver());
    await queue.enqueue({ app: "1", url: good.url }, event(1));
    await until(() => good.numbers().includes(1));
    for (const take of held) take();
  });

  test("what waits is delivered after a restart", async () => {
    const { database } = await open();
    let status = 500;
    const server = stack.use(await receiver(() => status));
    {
      await using queue = await openQueue(database);
      await queue.enqueue({ app: "1", url: server.url }, events(0, 10));
      await until(() => queue.tally().failures["status-5xx"] !== undefined);
    }
    status = 200;
    await using _ = await openQueue(database);
    await until(() => sorted(server.numbers()).length === 10);
  });

  test("closing waits for a delivery under way, but not for ever", async () => {
    const { database } = await open();
    let asked = 0;
    const server = stack.use(
      await receiver(() => {
        asked++;
        return 0;
      }),
    );
    const queue = await openQueue(database, { tuning: { graceMs: 20, timeoutMs: 60_000 } });
    await queue.enqueue({ app: "1", url: server.url }, event(1));
    await until(() => asked === 1);
    await queue[Symbol.asyncDispose]();
    await expect(queue.enqueue({ app: "1", url: server.url }, event(2))).rejects.toThrow(
      WebhookQueueClosedError,
    );
    expect((await queue.desk.list()).map(({ state }) => state)).toEqual(["waiting"]);
  });

  test("bad events and targets are refused before anything is written", async () => {
    const { database } = await open();
    await using queue = await openQueue(database);
    const target = { app: "1", url: "https://a.example/" };
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const refused = (value: unknown) =>
      expect(queue.enqueue(target, event(1, { value }))).rejects.toThrow(WebhookEventError);
    await refused(undefined);
    await refused(loop);
    await refused(1n);
    const huge = event(1, { value: "x".repeat(3_000_000) });
    await expect(queue.enqueue(target, huge)).rejects.toThrow(WebhookEventTooLargeError);
    await expect(queue.enqueue(target, event(1, { waba: "a\0" }))).rejects.toThrow(WebhookEventError);
    await expect(queue.enqueue(target, event(1, { conversation: "\ud800" }))).rejects.toThrow(
      WebhookEventError,
    );
    for (const url of ["", "ftp://a/", "http://u:p@a/"]) {
      await expect(queue.enqueue({ app: "1", url }, event(1))).rejects.toThrow(WebhookEventError);
    }
    await queue.enqueue(target, []);
    expect(await queue.backlog()).toEqual({ waiting: 0, dead: 0, oldestAgeMs: 0 });
  });

  test("private receivers, plain http and apps without a secret are failures like others", async () => {
    const { database } = await open();
    let secret: string | undefined;
    const server = stack.use(await receiver());
    const resolve = async () => ["10.0.0.1"];
    const reach = { allow: ["127.0.0.1"], resolve };
    await using queue = await openQueue(database, {
      reach,
      secretOf: (app) => (app === "1" ? SECRET : secret),
    });
    await queue.enqueue({ app: "1", url: "https://in.example/" }, event(1));
    await queue.enqueue({ app: "1", url: "http://out.example/" }, event(1));
    await queue.enqueue({ app: "2", url: server.url }, event(2));
    await until(() => Object.keys(queue.tally().failures).length === 3);
    expect(Object.keys(queue.tally().failures).sort()).toEqual(["address", "secret", "url"]);
    secret = SECRET;
    await until(() => server.numbers().includes(2));
  });
});

describe("the desk", () => {
  forEachEngine("lists, shows and decides", (open) => {
    test("without content unless asked, and never with a URL's query", async () => {
      const { database } = await open();
      await using queue = await openQueue(database, { tuning: { firstRetryMs: 60_000, maxRetryMs: 60_000 } });
      let status = 500;
      const server = stack.use(await receiver(() => status));
      const value = { n: 1, text: "a private word" };
      const target = { app: "1", url: `${server.url}/hook?token=hidden` };
      await queue.enqueue(target, [event(1, { value, conversation: "49151" }), ...events(2, 6)]);
      await until(async () => (await queue.desk.attempts()).length > 0);
      const listed = await queue.desk.list();
      expect(listed).toHaveLength(5);
      expect(JSON.stringify(listed)).not.toMatch(/private word|hidden|49151/);
      const [youngest] = listed;
      const oldest = listed.at(-1);
      if (!youngest || !oldest) throw new Error("nothing is listed");
      expect(await queue.desk.list({ before: youngest.seq, limit: 2 })).toEqual(listed.slice(1, 3));
      expect(await queue.desk.inspect(oldest.seq)).toEqual(oldest);
      const shown = await queue.desk.inspect(oldest.seq, { content: true });
      expect(JSON.parse(shown?.content ?? "")).toEqual({ field: "messages", value });
      expect(await queue.desk.inspect(999_999)).toBeUndefined();

      expect(await queue.desk.deadLetter([oldest.seq])).toBe(1);
      expect(await queue.desk.list({ state: "dead" })).toMatchObject([
        { seq: oldest.seq, failure: "by hand" },
      ]);
      expect(await queue.desk.delete([youngest.seq])).toBe(1);
      expect(await queue.backlog()).toMatchObject({ waiting: 3, dead: 1 });
      status = 200;
      // Replaying does not wait for the back-off of a minute.
      expect(await queue.desk.replay([oldest.seq])).toBe(1);
      await until(() => sorted(server.numbers()).length === 4);
      expect(sorted(server.numbers())).toEqual([1, 2, 3, 4]);
      await expect(queue.desk.replay(range(0, 501))).rejects.toThrow(RangeError);
    });

    test("a receiver that is back is not waited for", async () => {
      const { database } = await open();
      let status = 500;
      const server = stack.use(await receiver(() => status));
      // The test would not last as long as the back-off.
      await using queue = await openQueue(database, { tuning: { firstRetryMs: 3_600_000, batchEvents: 1 } });
      const target = { app: "1", url: server.url };
      await queue.enqueue(target, events(1, 4));
      await until(async () => (await queue.desk.attempts()).length > 0);
      status = 200;
      queue.retry(target);
      await until(() => sorted(server.numbers()).length === 3);
    });

    test("what is kept after its delivery can be replayed, and goes in time", async () => {
      const { database } = await open();
      let now = Date.now();
      const server = stack.use(await receiver());
      const tuning = { keepDeliveredMs: 1_000, keepAttemptsMs: 1_000, keepDeadMs: 1_000 };
      {
        await using queue = await openQueue(database, { tuning, now: () => now });
        await queue.enqueue({ app: "1", url: server.url }, event(1));
        await until(async () => (await queue.desk.list({ state: "delivered" })).length === 1);
        await queue.desk.replay((await queue.desk.list()).map(({ seq }) => seq));
        await until(() => server.taken.length === 2);
        await until(async () => (await queue.desk.attempts()).length === 2);
      }
      {
        await using queue = await openQueue(database, {
          tuning: { ...tuning, keepAttempts: 1 },
          now: () => now,
        });
        await until(async () => (await queue.desk.attempts()).length === 1);
      }
      now += 2_000;
      await using queue = await openQueue(database, { tuning, now: () => now });
      await until(
        async () => (await queue.desk.list()).length === 0 && (await queue.desk.attempts()).length === 0,
      );
    });
  });
});
