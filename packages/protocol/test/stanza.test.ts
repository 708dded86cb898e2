import { describe, expect, test } from "bun:test";
import {
  bindRequest,
  bindResult,
  bytesOf,
  chatState,
  child,
  children,
  delay,
  displayed,
  type Element,
  el,
  iqGet,
  iqResult,
  iqSet,
  isBind,
  isPing,
  lastActivity,
  markable,
  message,
  NS_BIND,
  NS_CHAT_STATES,
  NS_CLIENT,
  NS_DELAY,
  NS_LAST,
  NS_MLS,
  NS_RECEIPTS,
  parseBindRequest,
  parseBindResult,
  parseChatState,
  parseDelay,
  parseDisplayed,
  parseIq,
  parseLastActivity,
  parseMessage,
  parsePresence,
  parseReceipts,
  parseStanzaId,
  ping,
  presence,
  receiptRequest,
  received,
  requireAttr,
  requireChild,
  StanzaError,
  stanzaIdElement,
  textOf,
} from "../src/index.ts";

const ACCOUNT = "k3v7q2m4zt5aw6xy";
const DEVICE = `${ACCOUNT}@example.org/1`;

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StanzaError) return error.condition;
    throw error;
  }
  throw new Error("was accepted");
}

const stanza = (name: string, attrs: Record<string, string>, content?: Element["content"]): Element =>
  el(name, NS_CLIENT, attrs, content);

describe("the element's helpers", () => {
  const e = el("a", "urn:x", { k: "v" }, [el("b", "urn:x", {}, "text"), el("b", "urn:y")]);

  test("find children by name and namespace", () => {
    expect(child(e, "b", "urn:y")).toEqual(el("b", "urn:y"));
    expect(child(e, "c", "urn:y")).toBeUndefined();
    expect(children(el("a", "urn:x", {}, "text"))).toEqual([]);
  });

  test("put empty content into normal form and leave undefined attributes out", () => {
    expect(el("a", "urn:x", { k: undefined }, "")).toEqual({
      name: "a",
      xmlns: "urn:x",
      attrs: {},
      content: undefined,
    });
    expect(el("a", "urn:x", {}, []).content).toBeUndefined();
    expect(el("a", "urn:x", {}, new Uint8Array(0)).content).toEqual(new Uint8Array(0));
  });

  test("throw bad-request for what is missing or of another kind", () => {
    expect(requireAttr(e, "k")).toBe("v");
    expect(textOf(requireChild(e, "b", "urn:x"))).toBe("text");
    expect(refusal(() => requireAttr(e, "constructor"))).toBe("bad-request");
    expect(refusal(() => requireChild(e, "c", "urn:x"))).toBe("bad-request");
    expect(refusal(() => textOf(e))).toBe("bad-request");
    expect(refusal(() => bytesOf(e))).toBe("bad-request");
  });
});

describe("message", () => {
  test("round-trips", () => {
    const payload = [el("payload", NS_MLS, {}, Uint8Array.of(1))];
    const parsed = parseMessage(message({ type: "chat", id: "1", to: DEVICE, payload }));
    expect(parsed).toEqual({
      type: "chat",
      id: "1",
      from: undefined,
      to: { kind: "device", account: ACCOUNT, domain: "example.org", device: "1" },
      payload,
    });
  });

  test("RFC 6121 section 5.2.2: no type is type normal", () => {
    expect(parseMessage(stanza("message", {})).type).toBe("normal");
  });

  test("is refused with a bad type, id, address or content", () => {
    expect(refusal(() => parseMessage(stanza("message", { type: "shout" })))).toBe("bad-request");
    expect(refusal(() => parseMessage(stanza("message", { id: "a b" })))).toBe("bad-request");
    expect(refusal(() => parseMessage(stanza("message", { to: "user@example.org" })))).toBe("jid-malformed");
    expect(refusal(() => parseMessage(stanza("message", { from: "@" })))).toBe("jid-malformed");
    expect(refusal(() => parseMessage(stanza("message", {}, "text")))).toBe("bad-request");
  });
});

describe("iq, RFC 6120 section 8.2.3", () => {
  test("a request has one payload, a result one or none, with the same id", () => {
    const request = iqGet("q", ping(), "example.org");
    const parsed = parseIq(request);
    expect([parsed.type, parsed.id, parsed.payload]).toEqual(["get", "q", ping()]);
    const result = parseIq(iqResult(request));
    expect([result.type, result.id, result.from?.domain, result.payload]).toEqual([
      "result",
      "q",
      "example.org",
      undefined,
    ]);
  });

  test("is refused without id, with another type or number of payloads", () => {
    expect(refusal(() => parseIq(stanza("iq", { type: "get" }, [ping()])))).toBe("bad-request");
    expect(refusal(() => parseIq(stanza("iq", { type: "ask", id: "1" }, [ping()])))).toBe("bad-request");
    expect(refusal(() => parseIq(stanza("iq", { id: "1" }, [ping()])))).toBe("bad-request");
    expect(refusal(() => parseIq(stanza("iq", { type: "set", id: "1" })))).toBe("bad-request");
    expect(refusal(() => parseIq(stanza("iq", { type: "get", id: "1" }, [ping(), ping()])))).toBe(
      "bad-request",
    );
    expect(refusal(() => parseIq(stanza("iq", { type: "result", id: "1" }, [ping(), ping()])))).toBe(
      "bad-request",
    );
  });
});

describe("presence", () => {
  test("no type is available", () => {
    expect(presence({ type: "available" }).attrs).toEqual({});
    expect(parsePresence(presence()).type).toBe("available");
    expect(parsePresence(presence({ type: "subscribe", to: `${ACCOUNT}@example.org` })).type).toBe(
      "subscribe",
    );
    expect(refusal(() => parsePresence(stanza("presence", { type: "available" })))).toBe("bad-request");
    expect(refusal(() => parsePresence(stanza("presence", { type: "busy" })))).toBe("bad-request");
  });

  test("XEP-0012: last seen in seconds", () => {
    expect(parseLastActivity(presence({ type: "unavailable", payload: [lastActivity(90)] }))).toBe(90);
    expect(parseLastActivity(presence())).toBeUndefined();
    const bad = presence({ payload: [el("query", NS_LAST, { seconds: "-1" })] });
    expect(refusal(() => parseLastActivity(bad))).toBe("bad-request");
  });
});

describe("what a message carries", () => {
  const carrying = (...payload: Element[]): Element => message({ payload });

  test("XEP-0184: receipts, several at once", () => {
    expect(parseReceipts(carrying(received("1"), received("2")))).toEqual(["1", "2"]);
    expect(parseReceipts(carrying(receiptRequest()))).toEqual([]);
    expect(refusal(() => parseReceipts(carrying(el("received", NS_RECEIPTS))))).toBe("bad-request");
    expect(refusal(() => parseReceipts(carrying(received("a b"))))).toBe("bad-request");
  });

  test("XEP-0333: displayed markers", () => {
    expect(parseDisplayed(carrying(displayed("1")))).toBe("1");
    expect(parseDisplayed(carrying(markable()))).toBeUndefined();
    expect(refusal(() => parseDisplayed(carrying(displayed(""))))).toBe("bad-request");
  });

  test("XEP-0085: chat states", () => {
    expect(parseChatState(carrying(chatState("composing")))).toBe("composing");
    expect(parseChatState(carrying(el("dancing", NS_CHAT_STATES)))).toBeUndefined();
    expect(parseChatState(carrying(ping()))).toBeUndefined();
  });

  test("XEP-0359: the id one server gave, not another's", () => {
    const e = carrying(
      stanzaIdElement({ id: "1", by: "else.where" }),
      stanzaIdElement({ id: "2", by: "example.org" }),
    );
    expect(parseStanzaId(e, "example.org")).toBe("2");
    expect(parseStanzaId(e, "no.where")).toBeUndefined();
  });

  test("XEP-0203: the time of acceptance", () => {
    const at = Date.UTC(2026, 10, 21, 10, 20, 30, 123);
    expect(parseDelay(carrying(delay(at)))).toBe(at);
    expect(parseDelay(carrying(el("delay", NS_DELAY, { stamp: "2026-11-21T11:20:30.123+01:00" })))).toBe(at);
    expect(parseDelay(carrying())).toBeUndefined();
    for (const stamp of ["", "yesterday", "2026-11-21", "2026-13-01T00:00:00Z", "2026-11-21T10:20:30"]) {
      expect(refusal(() => parseDelay(carrying(el("delay", NS_DELAY, { stamp }))))).toBe("bad-request");
    }
  });
});

describe("payloads of iqs", () => {
  test("XEP-0199: ping", () => {
    expect(isPing(ping())).toBe(true);
    expect(isPing(bindRequest())).toBe(false);
  });

  test("RFC 6120 section 7: bind", () => {
    expect(isBind(bindRequest())).toBe(true);
    expect(parseBindRequest(bindRequest())).toBeUndefined();
    expect(parseBindRequest(el("bind", NS_BIND, {}, [el("resource", NS_BIND, {}, "1")]))).toBe("1");
    const result = parseIq(iqResult(iqSet("b", bindRequest()), bindResult(DEVICE)));
    expect(result.payload && parseBindResult(result.payload).device).toBe("1");
    expect(refusal(() => parseBindResult(bindResult("example.org")))).toBe("jid-malformed");
    expect(refusal(() => parseBindResult(bindRequest()))).toBe("bad-request");
  });
});
