import { describe, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import fc from "fast-check";
import type { SessionOptions } from "../src/session/options.ts";
import { SmppSession } from "../src/session/session.ts";
import { LinkClosedError, ResponseTimeoutError, SmppStatusError } from "../src/smpp/errors.ts";
import { FrameSplitter } from "../src/smpp/frames.ts";
import { type AnyPdu, decodePdu, encodePdu } from "../src/smpp/pdu.ts";
import { Status } from "../src/smpp/statuses.ts";
import { rawServer, smscForTests, until } from "./support.ts";

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  return socket;
}

async function session(port: number, options: Partial<SessionOptions> = {}): Promise<SmppSession> {
  return new SmppSession(await open(port), { handle: () => ({}), ...options });
}

const bind = { systemId: "culver", password: "secret", interfaceVersion: 0x34 };

describe("session over TCP", () => {
  test("binds, submits, unbinds", async () => {
    const { server, submitted } = await smscForTests();
    await using _ = server;
    const esme = await session(server.port);
    expect((await esme.request("bind_transceiver", bind)).body.systemId).toBe("carrier");
    const { body } = await esme.request("submit_sm", { destinationAddr: "447700900001", destAddrTon: 1 });
    expect(body.messageId).toBe("m1");
    expect(submitted).toEqual(["447700900001"]);
    await esme.unbind();
    expect(await esme.closed).toEqual({ kind: "unbound" });
    await until(() => server.sessions.length === 0);
  });

  test.each([
    ["culver", "wrong", Status.ESME_RINVPASWD],
    ["nobody", "secret", Status.ESME_RINVSYSID],
  ])("bind as %s with %s is refused in words", async (systemId, password, status) => {
    const { server } = await smscForTests();
    await using _ = server;
    await using esme = await session(server.port);
    const refusal = esme.request("bind_transceiver", { systemId, password });
    expect(refusal).rejects.toBeInstanceOf(SmppStatusError);
    expect(refusal).rejects.toMatchObject({ status });
    await refusal.catch(() => undefined);
    expect(server.sessions).toEqual([]);
  });

  test("nothing is served before the bind, nor a second bind after it", async () => {
    const { server, submitted } = await smscForTests();
    await using _ = server;
    await using esme = await session(server.port);
    const early = esme.request("submit_sm", { destinationAddr: "447700900001" });
    await expect(early).rejects.toMatchObject({ status: Status.ESME_RINVBNDSTS });
    expect(submitted).toEqual([]);
    await esme.request("bind_transmitter", bind);
    await expect(esme.request("bind_receiver", bind)).rejects.toMatchObject({ status: Status.ESME_RALYBND });
    await expect(server.sessions[0]?.deliver({})).rejects.toMatchObject({ status: Status.ESME_RINVBNDSTS });
  });

  test("an ESME that speaks 3.3 gets no optional parameters, one of 5.0 does", async () => {
    for (const [interfaceVersion, tlvs] of [
      [0x33, {}],
      [0x50, { receiptedMessageId: "7" }],
    ] as const) {
      const { server } = await smscForTests();
      await using _ = server;
      const seen: AnyPdu[] = [];
      await using esme = await session(server.port, {
        handle: (request) => {
          seen.push(request);
          return {};
        },
      });
      const answer = await esme.request("bind_receiver", { ...bind, interfaceVersion });
      expect(answer.tlvs.scInterfaceVersion).toBe(interfaceVersion === 0x33 ? undefined : 0x34);
      await server.sessions[0]?.deliver({}, { receiptedMessageId: "7" });
      expect(seen[0]?.tlvs).toEqual(tlvs);
    }
  });

  test("two binds at once: one is bound", async () => {
    const { server } = await smscForTests({
      authenticate: async () => {
        await Bun.sleep(10);
        return Status.ESME_ROK;
      },
    });
    await using _ = server;
    await using esme = await session(server.port);
    const second = Promise.allSettled([
      esme.request("bind_receiver", bind),
      esme.request("bind_receiver", bind),
    ]);
    expect((await second).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(server.sessions).toHaveLength(1);
  });

  test("a connection that never binds is closed", async () => {
    const { server } = await smscForTests({ bindTimeoutMs: 50 });
    await using _ = server;
    const esme = await session(server.port);
    expect((await esme.closed).kind).toBe("peer-closed");
  });

  test("a response that does not come times out, and a late one harms nothing", async () => {
    const late: (() => void)[] = [];
    await using peer = await rawServer((socket, pdus) => {
      late.push(() => {
        const [first] = pdus;
        if (first) socket.write(encodePdu({ command: "submit_sm_resp", sequence: first.sequence }));
      });
    });
    const esme = await session(peer.port, { responseTimeoutMs: 60 });
    await expect(esme.request("submit_sm", {})).rejects.toBeInstanceOf(ResponseTimeoutError);
    for (const answer of late) answer();
    await until(() => esme.counters.late === 1);
    expect(esme.open).toBe(true);
    esme.close();
    await esme.closed;
  });

  test("requests in flight fail as sent, those waiting as not sent, when the link goes", async () => {
    await using peer = await rawServer((socket, pdus) => {
      socket.on("data", () => pdus.length >= 2 && socket.destroy());
    });
    const esme = await session(peer.port, { window: 2 });
    const results = await Promise.allSettled([1, 2, 3].map(() => esme.request("submit_sm", {})));
    const errors = results.map((result) => (result.status === "rejected" ? result.reason : undefined));
    for (const error of errors) expect(error).toBeInstanceOf(LinkClosedError);
    expect(errors.map(({ sent }) => sent)).toEqual([true, true, false]);
    await expect(esme.request("submit_sm", {})).rejects.toMatchObject({ sent: false });
  });

  test("the window bounds what is in flight, in order", async () => {
    let most = 0;
    const answered: number[] = [];
    await using peer = await rawServer((socket, pdus) => {
      const timer = setInterval(() => {
        most = Math.max(most, pdus.length);
        const pdu = pdus.shift();
        if (pdu) {
          answered.push(pdu.sequence);
          socket.write(encodePdu({ command: "submit_sm_resp", sequence: pdu.sequence }));
        }
      }, 1);
      socket.on("close", () => clearInterval(timer));
    });
    const esme = await session(peer.port, { window: 4 });
    await Promise.all(Array.from({ length: 40 }, () => esme.request("submit_sm", {})));
    expect(most).toBeLessThanOrEqual(4);
    expect(answered).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    esme.close();
  });

  test("enquire_link goes out in silence, and a silent peer is closed", async () => {
    let asked = 0;
    await using answering = await rawServer((socket, pdus) => {
      socket.on("data", () => {
        for (const { sequence } of pdus.splice(0)) {
          asked++;
          socket.write(encodePdu({ command: "enquire_link_resp", sequence }));
        }
      });
    });
    await using silent = await rawServer(() => undefined);
    const alive = await session(answering.port, { enquireLinkMs: 30 });
    const dead = await session(silent.port, { enquireLinkMs: 30, responseTimeoutMs: 60 });
    expect((await dead.closed).kind).toBe("enquire-link-timeout");
    await until(() => asked >= 2);
    expect(alive.open).toBe(true);
    alive.close();
  });

  test("a peer that does not read is not buffered for without bound", async () => {
    await using peer = await rawServer((socket) => {
      socket.pause();
    });
    const esme = await session(peer.port, { window: 1_000_000, responseTimeoutMs: 60_000 });
    const shortMessage = new Uint8Array(254);
    const attempts = Array.from({ length: 50_000 }, () =>
      esme.request("submit_sm", { shortMessage }).catch(() => undefined),
    );
    await Bun.sleep(100);
    // 50 000 PDUs are 15 MB; the kernel's buffers take a few of them, ours one turn's batch.
    expect(esme.counters.sent).toBeLessThan(45_000);
    esme.close();
    await Promise.all(attempts);
  });

  test("a peer that asks without reading the answers is not read on", async () => {
    const asked = 1_000_000;
    const one = encodePdu({ command: "enquire_link", sequence: 1 });
    await using peer = await rawServer((socket) => {
      socket.pause();
      socket.write(Buffer.alloc(asked * one.length, one));
    });
    const esme = await session(peer.port);
    let before = -1;
    await until(() => {
      const stable = esme.counters.received === before;
      before = esme.counters.received;
      Bun.sleepSync(10);
      return stable && before > 0;
    }, 8_000);
    expect(before).toBeLessThan(asked * 0.9);
    esme.close();
    await esme.closed;
  }, 12_000);

  test("a flooding peer is not read further than maxHandling and one chunk", async () => {
    let handling = 0;
    const release: (() => void)[] = [];
    const { server } = await smscForTests({
      session: { maxHandling: 5 },
      submit: async () => {
        handling++;
        await new Promise<void>((resolve) => release.push(resolve));
        return "x";
      },
    });
    await using _ = server;
    const esme = await session(server.port, { window: 20_000, responseTimeoutMs: 20_000 });
    await esme.request("bind_transceiver", bind);
    const shortMessage = new Uint8Array(250);
    const all = Promise.allSettled(
      Array.from({ length: 20_000 }, () => esme.request("submit_sm", { shortMessage })),
    );
    await until(() => handling >= 5);
    await Bun.sleep(100);
    expect(handling).toBeLessThan(4_000);
    const drain = setInterval(() => {
      for (const resolve of release.splice(0)) resolve();
    }, 1);
    await all;
    clearInterval(drain);
    expect(handling).toBe(20_000);
    await esme.unbind();
  }, 20_000);
});

/** What a bound or unbound SMSC answers to raw octets. */
async function converse(port: number, octets: Uint8Array[]): Promise<{ answers: AnyPdu[]; socket: Socket }> {
  const socket = await open(port);
  const answers: AnyPdu[] = [];
  const frames = new FrameSplitter();
  socket.on("data", (chunk) => {
    for (const frame of frames.push(chunk as Buffer)) {
      if (frame.kind === "pdu") answers.push(decodePdu(frame.octets));
    }
  });
  for (const piece of octets) socket.write(piece);
  return { answers, socket };
}

describe("garbage deafens nobody", () => {
  test.each([0, 4, 15, 0x7fffffff])("a length of %d: generic_nack, then a clean close", async (length) => {
    const { server } = await smscForTests();
    await using _ = server;
    const octets = Buffer.alloc(64);
    octets.writeUInt32BE(length, 0);
    octets.writeUInt32BE(5, 12);
    const { answers, socket } = await converse(server.port, [octets]);
    await new Promise<void>((resolve) => socket.once("close", () => resolve()));
    expect(answers).toMatchObject([{ command: "generic_nack", status: Status.ESME_RINVCMDLEN, sequence: 5 }]);
  });

  test("oversize, unknown commands and broken fields are answered, and the session goes on", async () => {
    const { server } = await smscForTests();
    await using _ = server;
    const oversize = Buffer.alloc(100_000);
    oversize.writeUInt32BE(oversize.length, 0);
    oversize.writeUInt32BE(21, 12);
    const unknown = Buffer.from("00000010000007770000000000000016", "hex");
    const cut = Buffer.from(encodePdu({ command: "bind_transceiver", sequence: 23, body: bind })).subarray(
      0,
      20,
    );
    cut.writeUInt32BE(20, 0);
    const enquire = encodePdu({ command: "enquire_link", sequence: 24 });
    const { answers, socket } = await converse(server.port, [oversize, unknown, cut, enquire]);
    await until(() => answers.length === 4);
    expect(answers).toMatchObject([
      { command: "generic_nack", status: Status.ESME_RINVCMDLEN, sequence: 21 },
      { command: "generic_nack", status: Status.ESME_RINVCMDID, sequence: 22 },
      { command: "bind_transceiver_resp", status: Status.ESME_RINVSYSID, sequence: 23 },
      { command: "enquire_link_resp", status: Status.ESME_ROK, sequence: 24 },
    ]);
    socket.destroy();
  });

  test("any octets: the session still answers enquire_link, or has closed", async () => {
    const { server } = await smscForTests();
    await using _ = server;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 4 }),
        async (noise) => {
          const framed = noise.map((rest) => {
            const pdu = Buffer.alloc(16 + rest.length);
            pdu.set(rest, 4);
            pdu.writeUInt32BE(pdu.length, 0);
            return pdu;
          });
          // An unbind in the noise ends the session; that is a clean close.
          const { answers, socket } = await converse(server.port, framed);
          socket.write(encodePdu({ command: "enquire_link", sequence: 0x0f00_0000 }));
          await until(() => socket.closed || answers.some(({ sequence }) => sequence === 0x0f00_0000));
          socket.destroy();
        },
      ),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 4, maxLength: 200 }), async (noise) => {
        const { answers, socket } = await converse(server.port, [noise]);
        socket.end();
        await until(() => socket.closed);
        for (const { command } of answers) expect(command).toMatch(/_resp$|generic_nack/);
      }),
      { numRuns: 60 },
    );
    const { answers, socket } = await converse(server.port, [
      encodePdu({ command: "enquire_link", sequence: 1 }),
    ]);
    await until(() => answers.length === 1);
    socket.destroy();
  });
});
