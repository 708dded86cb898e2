import { describe, expect, test } from "bun:test";
import {
  AckQueue,
  BinaryCodec,
  child,
  el,
  errorReply,
  errorReplyOf,
  handledCountTooHigh,
  iqSet,
  MalformedFrameError,
  NS_MLS,
  NS_PING,
  NS_SM,
  NS_STANZA_ERRORS,
  parseStanzaError,
  parseStreamError,
  ping,
  STANZA_ERROR_TYPES,
  STREAM_CONDITIONS,
  type StanzaCondition,
  StanzaError,
  StreamError,
  streamErrorElement,
  XmlCodec,
} from "../src/index.ts";

const request = {
  ...iqSet("q1", ping(), "chat.example.org"),
  attrs: { id: "q1", type: "set", to: "t", from: "f" },
};

describe("stanza errors, RFC 6120 section 8.3", () => {
  test("each condition of 8.3.3 survives the wire with its recommended type", () => {
    const codec = new BinaryCodec({ domain: "chat.example.org" });
    expect(Object.keys(STANZA_ERROR_TYPES).length).toBe(22);
    for (const condition of Object.keys(STANZA_ERROR_TYPES) as StanzaCondition[]) {
      const error = parseStanzaError(codec.decode(codec.encode(errorReply(request, condition))));
      expect([error.condition, error.type]).toEqual([condition, STANZA_ERROR_TYPES[condition]]);
    }
  });

  test("the answer keeps kind and id and goes back to the sender", () => {
    const reply = errorReply(request, "conflict", {
      text: "late",
      app: el("current", NS_MLS, { epoch: "8" }),
      type: "wait",
    });
    expect([reply.name, reply.attrs]).toEqual(["iq", { type: "error", id: "q1", to: "f", from: "t" }]);
    const error = parseStanzaError(reply);
    expect([error.condition, error.type, error.text]).toEqual(["conflict", "wait", "late"]);
    expect(error.app?.attrs.epoch).toBe("8");
    expect(parseStanzaError(errorReplyOf(request, error)).message).toBe(error.message);
  });

  test("8.3.3: a condition that is not known counts as undefined-condition", () => {
    const error = el("error", "jabber:client", { type: "odd" }, [el("brand-new", NS_STANZA_ERRORS)]);
    expect(parseStanzaError(el("iq", "jabber:client", {}, [error])).condition).toBe("undefined-condition");
    expect(parseStanzaError(el("iq", "jabber:client", {}, [ping()])).condition).toBe("undefined-condition");
  });
});

describe("stream errors, RFC 6120 section 4.9", () => {
  test("each condition of 4.9.3 survives the wire", () => {
    const codec = new XmlCodec();
    expect(STREAM_CONDITIONS.length).toBe(25);
    for (const condition of STREAM_CONDITIONS) {
      const sent = streamErrorElement(new StreamError(condition, "why", { app: el("x", NS_PING) }));
      const error = parseStreamError(codec.decode(codec.encode(sent)));
      expect([error?.condition, error?.text, error?.app?.name]).toEqual([condition, "why", "x"]);
    }
  });

  test("a malformed frame is a stream error with a condition to answer with", () => {
    const error = new MalformedFrameError("bad-format", "why");
    expect(error).toBeInstanceOf(StreamError);
    expect(error.name).toBe("MalformedFrameError");
    expect(parseStreamError(streamErrorElement(error))?.condition).toBe("bad-format");
  });

  test("another element is no stream error", () => {
    expect(parseStreamError(ping())).toBeUndefined();
  });

  test("XEP-0198 section 4: an h too high names both counts", () => {
    const queue = new AckQueue<string>();
    queue.push("a");
    const error = parseStreamError(streamErrorElement(handledCountTooHigh(8, queue.sent)));
    expect(error?.condition).toBe("undefined-condition");
    expect(error?.app).toEqual(el("handled-count-too-high", NS_SM, { h: "8", "send-count": "1" }));
  });
});

test("errors keep their cause and name", () => {
  const cause = new Error("root");
  const error = new StanzaError("forbidden", "no", { cause });
  expect([error.name, error.cause, error.message]).toEqual(["StanzaError", cause, "forbidden: no"]);
  expect(child(errorReplyOf(request, error), "error", "jabber:client")?.attrs.type).toBe("auth");
});
