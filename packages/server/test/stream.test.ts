import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  bindRequest,
  el,
  iqSet,
  NS_CLIENT,
  NS_SM,
  ping,
  saslPlainAuth,
  smAck,
  smEnable,
  smRequest,
  smResume,
  streamOpen,
} from "@culver/protocol";
import { createTestDatabase, forEachEngine } from "@culver/testing/engines";
import type { RawDevice } from "./raw-device.ts";
import {
  bytesOfText,
  type Chat,
  chatMessage,
  DOMAIN,
  type Person,
  Relay,
  startChat,
  textsOf,
} from "./relay.ts";

forEachEngine("the stream (docs/protocol.md)", (open) => {
  let relay: Relay;
  let anna: Person;

  beforeAll(async () => {
    relay = await Relay.start(await open());
    anna = await relay.person();
  });
  afterAll(() => relay[Symbol.asyncDispose]());

  /** Opens a socket, does something on it, and waits for the stream error. */
  async function errorOf(act: (raw: RawDevice) => void, encoding: "culver.v1" | "xmpp" = "culver.v1") {
    const raw = relay.device(anna, { encoding });
    await raw.open();
    act(raw);
    await raw.ended();
    expect(raw.closeCode).toBe(1000);
    return raw.streamError?.condition;
  }

  test("step by step, without pipelining, in both encodings", async () => {
    for (const encoding of ["culver.v1", "xmpp"] as const) {
      const raw = relay.device(anna, { encoding });
      await raw.open();
      const names = () => raw.others.map((e) => e.name);
      raw.sendElement(streamOpen({ to: DOMAIN }));
      await raw.until(() => names().length === 2, "features");
      raw.sendElement(saslPlainAuth(`${anna.account}/${anna.device}`, anna.token));
      await raw.until(() => names().length === 3, "success");
      raw.sendElement(streamOpen({ to: DOMAIN }));
      await raw.until(() => names().length === 5, "features");
      raw.sendElement(iqSet("1", bindRequest()));
      await raw.until(() => names().length === 6, "bound");
      raw.sendElement(smEnable({ resume: true }));
      await raw.until(() => raw.drainedCount === 1, "drained");
      expect(names()).toEqual([
        "open",
        "features",
        "success",
        "open",
        "features",
        "iq",
        "enabled",
        "drained",
      ]);
      expect(raw.others[6]?.attrs.max).toBe("300");
      raw.close();
      await raw.ended();
    }
  });

  test("a wrong token is not-authorized, and the connection ends", async () => {
    const raw = relay.device(anna);
    await raw.open();
    raw.greet("wrong");
    await raw.ended();
    expect(String(raw.saslFailure)).toContain("not-authorized");
    for (const bad of [
      el("auth", "urn:ietf:params:xml:ns:xmpp-sasl", { mechanism: "SCRAM" }, new Uint8Array(1)),
    ]) {
      const other = relay.device(anna);
      await other.open();
      other.sendElement(streamOpen({ to: DOMAIN }));
      other.sendElement(bad);
      await other.ended();
      expect(String(other.saslFailure)).toContain("invalid-mechanism");
    }
  });

  test("stanzas before the handshake is over", async () => {
    const stanza = el("message", NS_CLIENT, { id: "1" });
    expect(await errorOf((raw) => raw.sendElement(stanza))).toBe("not-authorized");
    expect(
      await errorOf((raw) => {
        raw.greet();
        raw.sendElement(stanza);
      }),
    ).toBe("not-authorized");
    expect(
      await errorOf((raw) => {
        raw.greet();
        raw.sendElement(iqSet("1", bindRequest()));
        raw.sendElement(stanza);
      }),
    ).toBe("not-authorized");
    expect(await errorOf((raw) => raw.sendElement(streamOpen({ to: "elsewhere.example" })))).toBe(
      "host-unknown",
    );
  });

  test("malformed and oversize frames get their stream error", async () => {
    const garbage = crypto.getRandomValues(new Uint8Array(200)).fill(0xff, 0, 3);
    expect(await errorOf((raw) => raw.sendFrame(garbage))).toBe("bad-format");
    expect(await errorOf((raw) => raw.sendFrame("<open"), "culver.v1")).toBe("bad-format");
    expect(await errorOf((raw) => raw.sendFrame("<open"), "xmpp")).toBe("not-well-formed");
    expect(await errorOf((raw) => raw.sendFrame("<!DOCTYPE x>"), "xmpp")).toBe("restricted-xml");
    expect(await errorOf((raw) => raw.sendFrame(new Uint8Array(262_145)))).toBe("policy-violation");
    expect(await errorOf((raw) => raw.sendFrame("a".repeat(262_145)), "xmpp")).toBe("policy-violation");
    const raw = await relay.connect(anna);
    raw.sendFrame(new Uint8Array(300_000));
    await raw.ended();
    expect(raw.streamError?.condition).toBe("policy-violation");
    const fine = await relay.connect(anna);
    expect((await fine.request("get", ping())).attrs.type).toBe("result");
    fine.close();
    await fine.ended();
  });

  test("random frames never harm the server", async () => {
    for (let i = 0; i < 60; i++) {
      const raw = relay.device(anna);
      await raw.open();
      if (i % 2 === 0) raw.greet();
      const frame = crypto.getRandomValues(new Uint8Array(1 + (i % 40)));
      for (let n = 0; n < 5; n++) raw.sendFrame(frame);
      raw.drop();
    }
    const fine = await relay.connect(anna);
    expect((await fine.request("get", ping())).attrs.type).toBe("result");
    fine.close();
    await fine.ended();
    expect(relay.logs).toEqual([]);
  });

  test("XEP-0198: an h that is too high, and what cannot be resumed", async () => {
    const raw = await relay.connect(anna);
    raw.sendElement(smAck(5));
    await raw.ended();
    expect(raw.streamError?.condition).toBe("undefined-condition");
    expect(raw.streamError?.app?.name).toBe("handled-count-too-high");
    const other = relay.device(anna);
    await other.open();
    other.greet();
    other.sendElement(smResume("unknown", 0));
    await other.until(() => other.resumed === false, "failed");
    other.sendElement(iqSet("1", bindRequest()));
    other.sendElement(smEnable({ resume: true }));
    await other.until(() => other.sessionId !== undefined, "enabled after a failed resumption");
    other.sendElement(smRequest());
    await other.until(() => other.others.some((e) => e.name === "a" && e.xmlns === NS_SM), "a");
    other.close();
    await other.ended();
  });

  test("origins: the own page's and none are let in, others are not", async () => {
    const headers = (Origin: string) => ({ headers: { Origin } });
    const base = `127.0.0.1:${relay.server.port}`;
    const good = relay.device(anna, headers(`http://${base}`));
    await good.open();
    good.drop();
    const bad = relay.device(anna, headers("https://evil.example"));
    await expect(bad.open()).rejects.toThrow("refused");
    const none = await fetch(`http://${base}/v1/stream`);
    expect(none.status).toBe(426);
  });
});

describe("the stream's limits and times", () => {
  test("a stream that does not authenticate, and a session that is silent", async () => {
    await using test = await createTestDatabase("sqlite");
    await using relay = await Relay.start(test, {
      streamLimits: { authTimeoutMs: 1000, silenceMs: 1000, answerMs: 2000 },
    });
    const anna = await relay.person();
    const idle = relay.device(anna);
    await idle.open();
    const alive = await relay.connect(anna);
    alive.answersRequests = true;
    await idle.ended();
    expect(idle.streamError?.condition).toBe("connection-timeout");
    await alive.until(() => alive.serverRequests >= 2, "two requests");
    alive.answersRequests = false;
    await alive.ended();
    expect(alive.streamError?.condition).toBe("connection-timeout");
    alive.answersRequests = true;
    expect(await alive.resume()).toBe(true);
  }, 20_000);

  test("after the machine has slept a session is asked before it is given up", async () => {
    await using test = await createTestDatabase("sqlite");
    let sleptMs = 0;
    await using relay = await Relay.start(test, {
      streamLimits: { authTimeoutMs: 1000, silenceMs: 1000 },
      now: () => Date.now() + sleptMs,
    });
    const raw = await relay.connect(await relay.person());
    sleptMs = 600_000;
    await raw.until(() => raw.serverRequests > 0, "a request");
    await raw.request("get", ping());
    expect(raw.closeCode).toBeUndefined();
  }, 20_000);

  test("too many connections from one address", async () => {
    await using test = await createTestDatabase("sqlite");
    await using relay = await Relay.start(test, { streamLimits: { connectionsPerAddress: 4 } });
    const anna = await relay.person();
    const four = Array.from({ length: 4 }, () => relay.device(anna));
    for (const raw of four) await raw.open();
    await expect(relay.device(anna).open()).rejects.toThrow("refused");
    four[0]?.drop();
    await four[1]?.until(() => relay.server.stats().connections < 4, "room");
    await relay.device(anna).open();
  }, 20_000);

  test("a session that is not resumed in time is gone", async () => {
    await using test = await createTestDatabase("sqlite");
    await using relay = await Relay.start(test, {
      streamLimits: { authTimeoutMs: 1000, silenceMs: 1000, resumeMs: 1000 },
    });
    const raw = await relay.connect(await relay.person());
    expect(relay.server.stats().sessions).toBe(1);
    raw.drop();
    await raw.until(() => relay.server.stats().sessions === 0, "its end");
    expect(await raw.resume()).toBe(false);
  }, 20_000);

  test("rate limits are per device, say when to come back, and are no end of the stream", async () => {
    await using test = await createTestDatabase("sqlite");
    await using relay = await Relay.start(test, { streamLimits: { requestBurst: 10, requestsPerSecond: 1 } });
    const anna = await relay.person();
    const raw = await relay.connect(anna);
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => raw.request("get", ping())));
    const refused = asked.flatMap((r) => (r.status === "rejected" ? [r.reason] : []));
    expect(refused.map((e) => e.condition)).toEqual(["resource-constraint", "resource-constraint"]);
    expect(refused[0].app.attrs.after).toBe("1");
    await raw.settled();
  });
});

forEachEngine("draining", (open) => {
  test("acknowledges what is committed, ends streams with system-shutdown, takes no new ones", async () => {
    const relay = await Relay.start(await open(), { commitWindowMs: 100 });
    const anna = await relay.person();
    const ben = await relay.person();
    const a: RawDevice = await relay.connect(anna);
    const chat: Chat = await startChat(a, anna, [ben.account]);
    for (let i = 0; i < 50; i++) a.send(chatMessage(chat, bytesOfText(`last ${i}`)));
    await a.until(() => relay.server.stats().messagesAccepted >= 50, "arrival");
    const draining = relay.server.drain();
    const refused = await fetch(`http://127.0.0.1:${relay.server.port}/v1/stream`, {
      headers: { Upgrade: "websocket", Connection: "Upgrade" },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    await draining;
    await a.ended();
    expect(a.streamError?.condition).toBe("system-shutdown");
    expect(a.outbox).toEqual([]);
    await relay.server.close();
    await relay.restart({});
    const b = await relay.connect(ben);
    await b.arrived(51);
    expect(textsOf(b.messages)).toHaveLength(50);
    await relay[Symbol.asyncDispose]();
  }, 20_000);
});
