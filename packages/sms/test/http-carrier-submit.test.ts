import { describe, expect, test } from "bun:test";
import { createServer } from "node:net";
import { RouteError } from "../src/carrier/route.ts";
import { meaningOf } from "../src/http-carrier/error-codes.ts";
import { sayTwiml } from "../src/http-carrier/twiml.ts";
import {
  type Answer,
  message,
  openCarrier,
  refused,
  restServer,
  routeTo,
  SID,
  TOKEN,
} from "./http-carrier-support.ts";
import { until } from "./support.ts";

async function outcomesOf(answer: Answer, query = "", options = {}) {
  await using server = restServer(answer);
  const { carrier } = openCarrier(routeTo(server.port, query));
  await using _ = carrier;
  return carrier.submit(message("hello", options));
}
const outcomeOf = async (...given: Parameters<typeof outcomesOf>) => (await outcomesOf(...given))[0];

describe("submitting", () => {
  test("a text is posted as the API wants it, with Basic authentication and a signed callback's address", async () => {
    await using server = restServer();
    const { carrier } = openCarrier(routeTo(server.port, "?id=main"));
    await using _ = carrier;
    expect(await carrier.submit(message("Grüße & + = 👋"))).toEqual([
      { part: 0, kind: "accepted", messageId: `SM${"1".padStart(32, "0")}` },
    ]);
    const [{ path, form, authorization } = { path: "", form: new URLSearchParams(), authorization: "" }] =
      server.posted;
    expect(path).toBe(`/2010-04-01/Accounts/${SID}/Messages.json`);
    expect(authorization).toBe(`Basic ${btoa(`${SID}:${TOKEN}`)}`);
    expect(Object.fromEntries(form)).toEqual({
      To: "+4915123456789",
      From: "+12025550100",
      Body: "Grüße & + = 👋",
      StatusCallback: "https://chat.example.org/sms/twilio/main/status?ref=4711#rc=5&rp=5xx,ct,rt",
      ValidityPeriod: "600",
    });
  });

  test("the parts of a long text go in one piece and share an id", async () => {
    await using server = restServer();
    const { carrier } = openCarrier(routeTo(server.port));
    await using _ = carrier;
    const outcomes = await carrier.submit(message("a".repeat(400)));
    expect(outcomes.map((o) => [o.part, o.kind, "messageId" in o ? o.messageId.slice(-1) : ""])).toEqual([
      [0, "accepted", "1"],
      [1, "accepted", "1"],
      [2, "accepted", "1"],
    ]);
    expect(server.posted).toHaveLength(1);
    // Of a text whose other parts are with somebody else, the whole is sent, and only what was asked for is answered.
    expect((await carrier.submit(message("a".repeat(400), { parts: [2] }))).map((o) => o.part)).toEqual([2]);
    expect(server.posted[1]?.form.get("Body")).toHaveLength(400);
  });

  test("the sender: a number as it is, a name by the service or the route's own number", async () => {
    const senderFor = async (query: string, from: string) => {
      await using server = restServer();
      const { carrier } = openCarrier(routeTo(server.port, query));
      await using _ = carrier;
      await carrier.submit(message("x", { from }));
      const form = server.posted[0]?.form;
      return form?.get("MessagingServiceSid") ?? form?.get("From");
    };
    expect(await senderFor("?from=+12025550111&service=MG1", "+12025550100")).toBe("+12025550100");
    expect(await senderFor("?from=+12025550111", "55555")).toBe("55555");
    expect(await senderFor("?from=+12025550111&service=MG1", "Culver")).toBe("MG1");
    expect(await senderFor("?from=+12025550111,+12025550112", "Culver")).toBe("+12025550111");
    expect(await senderFor("", "Culver")).toBe("Culver");
  });

  test("validity is brought into the API's bounds", async () => {
    await using server = restServer();
    const { carrier } = openCarrier(routeTo(server.port));
    await using _ = carrier;
    for (const validUntil of [0, Number.MAX_SAFE_INTEGER]) await carrier.submit(message("x", { validUntil }));
    expect(server.posted.map(({ form }) => form.get("ValidityPeriod"))).toEqual(["1", "36000"]);
  });

  test("a code is spoken in a call where the route offers it, and never where not", async () => {
    await using server = restServer();
    const { carrier } = openCarrier(routeTo(server.port, "?voice=on&from=+12025550111"));
    await using _ = carrier;
    const spoken = { ...message("Code <1> & 2", { voice: true, from: "Culver" }), language: "de-DE" };
    expect((await carrier.submit(spoken))[0]).toMatchObject({ kind: "accepted" });
    expect(server.posted[0]?.path).toEndWith("/Calls.json");
    expect(server.posted[0]?.form.get("From")).toBe("+12025550111");
    expect(server.posted[0]?.form.get("Twiml")).toContain(
      '<Say language="de-DE">Code &lt;1&gt; &amp; 2</Say>',
    );
    expect(await outcomeOf(() => refused(500, 0), "", { voice: true })).toMatchObject({
      kind: "permanent",
      code: "VOICE",
    });
    expect(sayTwiml("a\u0000\ud800b", '"><x')).toContain("<Say>ab</Say>");
  });

  test("data is not for this kind of carrier", async () => {
    const { carrier } = openCarrier(routeTo(1));
    await using _ = carrier;
    expect(await carrier.submit(message(undefined))).toMatchObject([{ kind: "permanent", code: "DATA" }]);
  });
});

describe("answers", () => {
  test.each([
    [400, 21211, "permanent"],
    [400, 21610, "permanent"],
    [400, 21614, "permanent"],
    [429, 20429, "throttled"],
    [400, 21611, "throttled"],
    [400, 30001, "throttled"],
    [400, 30003, "temporary"],
    [401, 20003, "temporary"],
    [404, 20404, "temporary"],
    [503, 20503, "temporary"],
    [400, 99999, "permanent"],
    [302, 0, "temporary"],
  ] as const)("%d with code %d is %s", async (status, code, kind) => {
    const outcome = await outcomeOf(() => refused(status, code));
    expect(outcome).toMatchObject({ kind, code: String(code), words: expect.stringMatching(/\.$/) });
  });

  test("what the carrier may have is uncertain: a server's fault, a lost, late, cut or senseless answer", async () => {
    const kinds = [
      await outcomeOf(() => refused(500, 20500)),
      await outcomeOf(() => new Response("<html>", { status: 502 })),
      await outcomeOf(() => new Response("<html>", { status: 201 })),
      await outcomeOf(() => Response.json({ status: "queued" }, { status: 201 })),
      await outcomeOf(() => Response.json({ sid: "SM1", pad: "x".repeat(300_000) }, { status: 201 })),
      await outcomeOf(() => new Promise(() => undefined), "?timeout=1"),
    ].map((outcome) => outcome?.kind);
    expect(kinds).toEqual(Array(6).fill("uncertain"));
  });

  test("a text given up in the same answer is not accepted", async () => {
    const failed = { sid: "SM1", status: "failed", error_code: 30007 };
    expect(await outcomeOf(() => Response.json(failed, { status: 201 }))).toMatchObject({
      kind: "permanent",
      code: "30007",
    });
  });

  test("Retry-After is heeded, within reason", async () => {
    const wait = async (value: string) => {
      const outcome = await outcomeOf(() => refused(429, 20429, { "retry-after": value }));
      return outcome?.kind === "throttled" ? outcome.retryAfterMs : undefined;
    };
    expect([await wait("7"), await wait("999999999"), await wait("soon")]).toEqual([7_000, 3_600_000, 1_000]);
  });

  test("a connection that ends after the request is uncertain, and posted once; one that is refused is unsent", async () => {
    let requests = 0;
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (octets) => {
        if (octets.includes("POST ")) requests++;
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { carrier } = openCarrier(routeTo(port));
    expect((await carrier.submit(message("x")))[0]?.kind).toBe("uncertain");
    expect(requests).toBe(1);
    await carrier[Symbol.asyncDispose]();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const again = openCarrier(routeTo(port)).carrier;
    await using _ = again;
    expect((await again.submit(message("x")))[0]?.kind).toBe("unsent");
    expect([again.isBound, again.room(), again.binds()[0]?.status]).toEqual([false, 0, "waiting"]);
    await expect(again.ready(10)).rejects.toMatchObject({ name: "SmsUnavailableError" });
    expect((await openCarrier(routeTo(port)).carrier.submit(message("x")))[0]?.kind).toBe("unsent");
  });

  test("an account that is not accepted pauses the carrier, and it comes back by itself", async () => {
    await using server = restServer((posted, count) =>
      count === 1 ? refused(401, 20003) : Response.json({ sid: `SM${posted.path.length}` }, { status: 201 }),
    );
    const { carrier, state } = openCarrier(routeTo(server.port));
    await using _ = carrier;
    expect((await carrier.submit(message("x")))[0]).toMatchObject({ kind: "temporary", code: "20003" });
    expect([carrier.isBound, carrier.binds()[0]?.lastProblem]).toEqual([
      false,
      "the carrier does not accept our account id and token",
    ]);
    const changes = state.changes;
    await carrier.ready(5_000);
    expect(state.changes).toBeGreaterThan(changes);
    expect((await carrier.submit(message("x")))[0]?.kind).toBe("accepted");
  });

  test("the codes known are those of the API's documents, each with words", () => {
    for (const code of ["21211", "21610", "21614", "20429", "30001", "30003", "30005", "30007"])
      expect(meaningOf(code)?.words.length).toBeGreaterThan(10);
    expect(meaningOf("constructor")).toBeUndefined();
  });
});

describe("room", () => {
  test("is that of the window and of the token bucket, and what refills is told", async () => {
    await using server = restServer();
    const { carrier, state } = openCarrier(routeTo(server.port, "?rate=20&window=50"));
    await using _ = carrier;
    expect(carrier.room()).toBe(20);
    await Promise.all(Array.from({ length: 20 }, () => carrier.submit(message("x"))));
    if (carrier.room() === 0) {
      const { changes } = state;
      await until(() => state.changes > changes);
    }
    await until(() => carrier.room() > 0);
    const narrow = openCarrier(routeTo(server.port, "?rate=0&window=3")).carrier;
    await using __ = narrow;
    expect(narrow.room()).toBe(3);
    const submitted = narrow.submit(message("x"));
    expect(narrow.room()).toBe(2);
    await submitted;
  });

  test("a closed carrier takes nothing, and closing waits for what is under way", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    await using server = restServer(() => promise);
    const { carrier } = openCarrier(routeTo(server.port));
    const submitted = carrier.submit(message("x"));
    await until(() => server.posted.length === 1);
    const closed = carrier[Symbol.asyncDispose]();
    resolve(Response.json({ sid: "SM1" }, { status: 201 }));
    await closed;
    expect((await submitted)[0]).toMatchObject({ kind: "accepted", messageId: "SM1" });
    expect((await carrier.submit(message("x")))[0]?.kind).toBe("unsent");
    expect([carrier.room(), carrier.isBound, carrier.binds()[0]?.status]).toEqual([0, false, "closed"]);
  });
});

describe("routes", () => {
  test("all that a URL says is read", () => {
    const route = routeTo(
      80,
      "?prefix=+1,+44&from=+12025550111&cost=0.8&currency=USD&voice=on&rate=1&timeout=5&name=us",
    );
    expect(route.terms).toMatchObject({
      name: "us",
      prefixes: ["+1", "+44"],
      cost: 0.8,
      currency: "USD",
      voice: true,
    });
    expect(route).toMatchObject({ accountSid: SID, from: ["+12025550111"], rate: 1, timeoutMs: 5000 });
    expect(routeTo(80).id).toMatch(/^[0-9a-f]{12}$/);
    expect(routeTo(80).id).not.toContain(SID);
  });

  test.each([
    ["?from=12025550111", "from"],
    ["?service=XX1", "service"],
    ["?window=0", "window"],
    ["?id=Main", "id"],
    ["?colour=red", "colour"],
    ["/v1", "path"],
  ])("%s is refused without the token", (query, word) => {
    try {
      routeTo(80, query);
    } catch (error) {
      expect(error).toBeInstanceOf(RouteError);
      expect(String(error)).toContain(word);
      expect(String(error)).not.toContain(TOKEN);
      return;
    }
    throw new Error("was accepted");
  });
});
