import { describe, expect, test } from "bun:test";
import { AddressError, sourceAddress } from "../src/gateway/address.ts";
import { specificity } from "../src/gateway/route.ts";
import { relativeValidity } from "../src/gateway/validity.ts";
import {
  createSmsGateway,
  formatReceipt,
  parseRoutes,
  RouteError,
  SmppStatusError,
  SmsRejectedError,
  SmsUnavailableError,
  SmsUncertainError,
  Status,
} from "../src/index.ts";
import { backoffMs } from "../src/link/backoff.ts";
import { encodePdu, type Pdu } from "../src/smpp/pdu.ts";
import { encodeText, segmentText } from "../src/text/index.ts";
import { rawServer, smscForTests, until } from "./support.ts";

const quick = { backoff: { baseMs: 10, maxMs: 40 } };
const to = "+447700900123";

describe("routes", () => {
  test("parse, with defaults, escapes, several prefixes and IPv6", () => {
    const [first, second] = parseRoutes(
      "smpp://culver:p%40ss%2Cword@sms.example:2776?prefix=+44,+353&prefix=+1&cost=3&window=50, smpps://a:b@[::1]",
    );
    expect(first).toEqual({
      name: "culver@sms.example:2776",
      host: "sms.example",
      port: 2776,
      tls: false,
      systemId: "culver",
      password: "p@ss,word",
      systemType: "",
      prefixes: ["+44", "+353", "+1"],
      cost: 3,
      window: 50,
    });
    expect(second).toMatchObject({ host: "::1", port: 3550, tls: true, prefixes: [], cost: 0, window: 10 });
  });

  test.each([
    ["http://a:hunter2@b", "must start with smpp://"],
    ["culver", "is no URL"],
    ["smpp://:hunter2@b", "needs an id"],
    ["smpp://a@b", "needs a password"],
    ["smpp://sixteen-letters!:hunter2@b", "needs an id of 1 to 15"],
    ["smpp://a:hunter2@b/path", "may not have a path"],
    ["smpp://a:hunter2@b?prefix=44", "prefix"],
    ["smpp://a:hunter2@b?cost=cheap", "cost"],
    ["smpp://a:hunter2@b?window=0", "window"],
    ["smpp://a:hunter2@b?preffix=+44", 'unknown parameter "preffix"'],
    ["smpp://a:%E0%A4%A@b", "malformed password"],
    ["smpp://a:hunter2@b:99999", "is no URL"],
  ])("%s is refused, and the password kept out of the message", (text, problem) => {
    expect(() => parseRoutes(`smpp://x:y@z,${text}`)).toThrow(RouteError);
    expect(() => parseRoutes(text)).toThrow(problem);
    expect(() => parseRoutes(text)).not.toThrow("hunter2");
  });

  test("no route at all is an error", () => {
    expect(() => createSmsGateway({ routes: "" })).toThrow("is missing");
  });

  test("the longest prefix counts", () => {
    expect(specificity({ prefixes: ["+44", "+4477"] }, to)).toBe(5);
    expect(specificity({ prefixes: [] }, to)).toBe(0);
    expect(specificity({ prefixes: ["+1"] }, to)).toBe(-1);
  });

  test("validity and back-off", () => {
    expect(relativeValidity(600)).toBe("000000001000000R");
    expect(relativeValidity(90_061)).toBe("000001010101000R");
    for (const attempt of [0, 3, 40]) {
      const bound = Math.min(60_000, 500 * 2 ** attempt);
      expect(backoffMs(attempt, {}, 0)).toBe(bound / 2);
      expect(backoffMs(attempt, {}, 0.999)).toBeLessThanOrEqual(bound);
    }
  });
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

describe("gateway", () => {
  test("send resolves with the carrier's id; the PDU says what was asked", async () => {
    const seen: Pdu<"submit_sm">["body"][] = [];
    const { server, route } = await smscForTests({
      submit: ({ body }) => {
        seen.push(body);
        return "abc1";
      },
    });
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    const accepted = await gateway.send({ to, from: "Culver", text: "Code 123456", validitySeconds: 600 });
    expect(accepted.messageId).toBe("abc1");
    expect(seen[0]).toMatchObject({
      sourceAddrTon: 5,
      sourceAddr: "Culver",
      destAddrTon: 1,
      destinationAddr: "447700900123",
      registeredDelivery: 1,
      validityPeriod: "000000001000000R",
      dataCoding: 0,
    });
    const long = await gateway.send({ to, from: "+447700900999", text: "ж".repeat(200) });
    expect(long.messageIds).toHaveLength(3);
    expect(seen.slice(1).every(({ esmClass, dataCoding }) => esmClass === 0x40 && dataCoding === 8)).toBe(
      true,
    );
    const [state] = gateway.state();
    expect(state).toMatchObject({ status: "bound", binds: 1, counters: { submitted: 4, accepted: 4 } });
    expect(JSON.stringify(state)).not.toContain("secret");
  });

  test("a refusal carries the status in words, and no number", async () => {
    const { server, route } = await smscForTests({
      submit: () => {
        throw new SmppStatusError(Status.ESME_RINVDSTADR);
      },
    });
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    const failure = await gateway.send({ to, from: "Culver", text: "hi" }).catch((error) => error);
    expect(failure).toBeInstanceOf(SmsRejectedError);
    expect(failure.message).toBe(
      "the carrier refused the message, ESME_RINVDSTADR: destination address is invalid",
    );
    expect(failure.status).toBe(Status.ESME_RINVDSTADR);
  });

  test("bad input is refused before anything is sent", async () => {
    const { server, route, submitted } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: `${route}?prefix=+44`, tuning: quick });
    await expect(gateway.send({ to: "07700900123", from: "Culver", text: "x" })).rejects.toThrow(
      AddressError,
    );
    await expect(gateway.send({ to, from: "Twelve chars", text: "x" })).rejects.toThrow(AddressError);
    await expect(gateway.send({ to: "+15005550006", from: "Culver", text: "x" })).rejects.toThrow(
      "no route serves this number",
    );
    expect(submitted).toEqual([]);
  });

  test("receipts and incoming texts are handed over before the carrier is answered", async () => {
    const { server, route } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    await gateway.ready();
    const events: string[] = [];
    gateway.onReceipt(async ({ messageId, state }) => {
      await Bun.sleep(20);
      events.push(`${messageId} ${state}`);
    });
    gateway.onIncoming(async ({ from, to, text }) => {
      await Bun.sleep(20);
      events.push(`${from} ${to} ${text}`);
    });
    const [bound] = server.sessions;
    const receipt = formatReceipt({ messageId: "00AB", state: "delivered", submittedAt: 0, doneAt: 60_000 });
    // Carriers label receipts with any data_coding, binary included.
    await bound?.deliver({ esmClass: 4, dataCoding: 4, shortMessage: encodeText(receipt, "gsm7") });
    expect(events).toEqual(["00AB delivered"]);
    const shortMessage = encodeText("hello €", "gsm7");
    await bound?.deliver({
      sourceAddrTon: 1,
      sourceAddr: "447700900123",
      destinationAddr: "60777",
      shortMessage,
    });
    expect(events[1]).toBe("+447700900123 60777 hello €");
  });

  test("a failing handler, or none, makes the carrier keep the message", async () => {
    const { server, route } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    await gateway.ready();
    const [bound] = server.sessions;
    const temporary = { status: Status.ESME_RX_T_APPN };
    const refusal = (text: string) =>
      bound?.deliver({ shortMessage: encodeText(text, "gsm7") }).catch((e) => e);
    expect(await refusal("one")).toMatchObject(temporary);
    const remove = gateway.onIncoming(() => Promise.reject(new Error("disk full")));
    expect(await refusal("two")).toMatchObject(temporary);
    remove();
    const texts: string[] = [];
    gateway.onIncoming(({ text }) => void texts.push(text));
    await bound?.deliver({ shortMessage: encodeText("two", "gsm7") });
    expect(texts).toEqual(["two"]);
    expect(gateway.state()[0]?.counters).toMatchObject({ refused: 2, incoming: 1 });
  });

  test("a long incoming text arrives once, parts out of order, none answered before the handler is done", async () => {
    const { server, route } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    await gateway.ready();
    const texts: string[] = [];
    let answered = 0;
    gateway.onIncoming(async ({ text }) => {
      await Bun.sleep(30);
      expect(answered).toBe(0);
      texts.push(text);
    });
    const text = `${"ж".repeat(66)}😀${"ю".repeat(90)}`;
    const parts = segmentText(text, 9).reverse();
    await Promise.all(
      parts.map(async ({ octets, dataCoding }) => {
        await server.sessions[0]?.deliver({ esmClass: 0x40, dataCoding, shortMessage: octets });
        answered++;
      }),
    );
    expect(texts).toEqual([text]);
    expect(answered).toBe(3);
  });

  test("message_payload and sar_* parameters are read too", async () => {
    const { server, route } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    await gateway.ready();
    const texts: string[] = [];
    gateway.onIncoming(({ text }) => void texts.push(text));
    const [bound] = server.sessions;
    await bound?.deliver({}, { messagePayload: encodeText("payload", "gsm7") });
    const sar = (part: string, sarSegmentSeqnum: number) =>
      bound?.deliver(
        { shortMessage: encodeText(part, "gsm7") },
        { sarMsgRefNum: 700, sarTotalSegments: 2, sarSegmentSeqnum },
      );
    await Promise.all([sar("one ", 1), sar("two", 2)]);
    expect(texts).toEqual(["payload", "one two"]);
  });

  test("the link comes back after the carrier drops it, and sends in between wait for it", async () => {
    const { server, route } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({ routes: route, tuning: quick });
    await gateway.ready();
    for (const round of [2, 3]) {
      server.sessions[0]?.drop();
      await until(() => gateway.state()[0]?.status !== "bound");
      expect((await gateway.send({ to, from: "Culver", text: "hi" })).messageId).toBe(`m${round - 1}`);
      expect(gateway.state()[0]).toMatchObject({ status: "bound", binds: round });
    }
    await server.sessions[0]?.unbind();
    await until(() => gateway.state()[0]?.binds === 4);
    expect(gateway.state()[0]?.lastProblem).toBe("the peer unbound");
  });

  test("a wrong password shows in the state, in words, and is tried again, later and later", async () => {
    const { server } = await smscForTests();
    await using _ = server;
    await using gateway = createSmsGateway({
      routes: `smpp://culver:wrong@127.0.0.1:${server.port}`,
      tuning: { ...quick, bindWaitMs: 60 },
    });
    await until(() => gateway.state()[0]?.lastProblem !== undefined);
    const failure = gateway.send({ to, from: "Culver", text: "hi" });
    await expect(failure).rejects.toBeInstanceOf(SmsUnavailableError);
    await expect(failure).rejects.toThrow("ESME_RINVPASWD: password is wrong");
    expect(gateway.state()[0]).toMatchObject({ binds: 0, counters: { unavailable: 1, submitted: 0 } });
  });

  test("no answer to a submit is uncertain, not unsent", async () => {
    await using peer = await rawServer((socket, pdus) => {
      socket.on("data", () => {
        for (const { command, sequence } of pdus.splice(0)) {
          if (command === "bind_transceiver") {
            socket.write(encodePdu({ command: "bind_transceiver_resp", sequence, body: { systemId: "x" } }));
          }
        }
      });
    });
    const gateway = createSmsGateway({
      routes: `smpp://a:b@127.0.0.1:${peer.port}`,
      tuning: { ...quick, responseTimeoutMs: 150 },
    });
    await expect(gateway.send({ to, from: "Culver", text: "hi" })).rejects.toBeInstanceOf(SmsUncertainError);
    expect(gateway.state()[0]?.counters.uncertain).toBe(1);
    await gateway[Symbol.asyncDispose]();
    expect(gateway.state()[0]?.status).toBe("closed");
  });

  test("a carrier that accepts the connection and says nothing is left after the bind timeout", async () => {
    await using peer = await rawServer(() => undefined);
    await using gateway = createSmsGateway({
      routes: `smpp://a:b@127.0.0.1:${peer.port}`,
      tuning: { ...quick, bindTimeoutMs: 100 },
    });
    await until(() => gateway.state()[0]?.status === "waiting");
    expect(gateway.state()[0]?.lastProblem).toMatch(/no answer to bind_transceiver|no bind came/);
  });

  test("garbage from the carrier costs the link at most a reconnect", async () => {
    let connections = 0;
    await using peer = await rawServer((socket, pdus) => {
      const nth = ++connections;
      socket.on("data", () => {
        for (const { command, sequence } of pdus.splice(0)) {
          if (command === "bind_transceiver") {
            if (nth === 1) socket.write(Buffer.alloc(64));
            else socket.write(encodePdu({ command: "bind_transceiver_resp", sequence }));
          } else if (command === "submit_sm") {
            socket.write(Buffer.from("00000010000007770000000000000016", "hex"));
            socket.write(encodePdu({ command: "submit_sm_resp", sequence, body: { messageId: "7" } }));
          }
        }
      });
    });
    await using gateway = createSmsGateway({
      routes: `smpp://a:b@127.0.0.1:${peer.port}`,
      tuning: { ...quick, responseTimeoutMs: 1000 },
    });
    expect((await gateway.send({ to, from: "Culver", text: "hi" })).messageId).toBe("7");
    expect(connections).toBe(2);
  });

  test("neither password nor number nor text reaches the log", async () => {
    const lines: string[] = [];
    const write = (fields: object, message: string) =>
      void lines.push(JSON.stringify({ ...fields, message }));
    const { server, route } = await smscForTests({ log: { debug: write, info: write, warn: write } });
    {
      await using _ = server;
      await using gateway = createSmsGateway({
        routes: route,
        tuning: quick,
        log: { debug: write, info: write, warn: write },
      });
      await gateway.send({ to, from: "Culver", text: "Code 918273" });
      gateway.onIncoming(() => Promise.reject(new Error("no: 7700900123")));
      await server.sessions[0]
        ?.deliver({ sourceAddr: "447700900123", shortMessage: encodeText("Code 918273", "gsm7") })
        .catch(() => undefined);
    }
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join("\n")).not.toMatch(/secret|7700900123|918273/);
  });
});
