import { describe, expect, test } from "bun:test";
import {
  type Element,
  el,
  isStreamClose,
  isStreamFeatures,
  isStreamOpen,
  NS_FRAMING,
  NS_SASL,
  NS_SM,
  parseSaslOutcome,
  parseSaslPlainAuth,
  parseSm,
  parseStreamFeatures,
  parseStreamOpen,
  SASL_CONDITIONS,
  SaslError,
  StreamError,
  saslFailure,
  saslPlainAuth,
  saslSuccess,
  smAck,
  smEnable,
  smEnabled,
  smFailed,
  smRequest,
  smResume,
  smResumed,
  streamClose,
  streamFeatures,
  streamOpen,
  XmlCodec,
} from "../src/index.ts";

const xml = new XmlCodec();
const overTheWire = (e: Element): Element => xml.decode(xml.encode(e));

function saslRefusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SaslError) return error.condition;
    throw error;
  }
  throw new Error("was accepted");
}

describe("framing, RFC 7395", () => {
  test("open and close", () => {
    const e = overTheWire(streamOpen({ to: "example.org", dictionary: 3 }));
    expect(isStreamOpen(e)).toBe(true);
    expect(parseStreamOpen(e)).toEqual({
      to: "example.org",
      from: undefined,
      id: undefined,
      version: "1.0",
      dictionary: 3,
    });
    expect(parseStreamOpen(streamOpen({ from: "example.org", id: "s" })).dictionary).toBe(1);
    expect(isStreamClose(overTheWire(streamClose()))).toBe(true);
  });

  test("another version or a bad dictionary is a stream error", () => {
    const open = (attrs: Record<string, string>): Element => el("open", NS_FRAMING, attrs);
    for (const version of ["2.0", "1", "one"]) {
      expect(() => parseStreamOpen(open({ version }))).toThrow("unsupported-version");
    }
    expect(() => parseStreamOpen(open({}))).toThrow("unsupported-version");
    expect(() => parseStreamOpen(open({ version: "1.0", dictionary: "0" }))).toThrow("bad-format");
  });

  test("features before and after authentication", () => {
    const before = overTheWire(streamFeatures({ mechanisms: ["PLAIN"] }));
    expect(isStreamFeatures(before)).toBe(true);
    expect(parseStreamFeatures(before)).toEqual({ mechanisms: ["PLAIN"], bind: false, sm: false });
    const after = overTheWire(streamFeatures({ bind: true, sm: true }));
    expect(parseStreamFeatures(after)).toEqual({ mechanisms: [], bind: true, sm: true });
  });
});

describe("SASL, RFC 6120 section 6 and RFC 4616", () => {
  const auth = (bytes: Uint8Array | undefined, mechanism = "PLAIN"): Element =>
    el("auth", NS_SASL, { mechanism }, bytes);
  const utf8 = new TextEncoder();

  test("PLAIN round-trips", () => {
    const sent = overTheWire(saslPlainAuth("k3v7q2m4zt5aw6xy/1", "tok\u00e9n"));
    expect(parseSaslPlainAuth(sent)).toEqual({
      authzid: "",
      authcid: "k3v7q2m4zt5aw6xy/1",
      password: "tok\u00e9n",
    });
  });

  test("other mechanisms and malformed credentials are refused", () => {
    expect(saslRefusal(() => parseSaslPlainAuth(auth(utf8.encode("\0a\0b"), "SCRAM-SHA-1")))).toBe(
      "invalid-mechanism",
    );
    expect(saslRefusal(() => parseSaslPlainAuth(auth(undefined)))).toBe("malformed-request");
    for (const text of ["", "\0", "\0a", "\0a\0", "\0\0b", "\0a\0b\0c", `\0a\0${"b".repeat(800)}`]) {
      expect(saslRefusal(() => parseSaslPlainAuth(auth(utf8.encode(text))))).toBe("malformed-request");
    }
    expect(saslRefusal(() => parseSaslPlainAuth(auth(Uint8Array.of(0, 0xff, 0, 0xff))))).toBe(
      "malformed-request",
    );
  });

  test("success, and each failure of section 6.5", () => {
    expect(parseSaslOutcome(overTheWire(saslSuccess()))).toBe(true);
    expect(parseSaslOutcome(smRequest())).toBeUndefined();
    expect(SASL_CONDITIONS.length).toBe(11);
    for (const condition of SASL_CONDITIONS) {
      expect(saslRefusal(() => parseSaslOutcome(overTheWire(saslFailure(condition, "why"))))).toBe(condition);
    }
    expect(saslRefusal(() => parseSaslOutcome(el("failure", NS_SASL, {}, [el("odd", NS_SASL)])))).toBe(
      "not-authorized",
    );
  });
});

describe("stream management, XEP-0198", () => {
  test("each element round-trips", () => {
    expect(parseSm(overTheWire(smEnable({ resume: true })))).toEqual({
      kind: "enable",
      resume: true,
      max: undefined,
    });
    expect(parseSm(overTheWire(smEnabled({ id: "s", resume: true, max: 300 })))).toEqual({
      kind: "enabled",
      id: "s",
      resume: true,
      max: 300,
    });
    expect(parseSm(overTheWire(smResume("s", 2 ** 32 - 1)))).toEqual({
      kind: "resume",
      previd: "s",
      h: 2 ** 32 - 1,
    });
    expect(parseSm(overTheWire(smResumed("s", 0)))).toEqual({ kind: "resumed", previd: "s", h: 0 });
    expect(parseSm(overTheWire(smFailed("item-not-found", 7)))).toEqual({
      kind: "failed",
      condition: "item-not-found",
      h: 7,
    });
    expect(parseSm(overTheWire(smRequest()))).toEqual({ kind: "r" });
    expect(parseSm(overTheWire(smAck(12)))).toEqual({ kind: "a", h: 12 });
  });

  test("elements it does not know are not its own", () => {
    expect(parseSm(streamClose())).toBeUndefined();
    expect(parseSm(el("sm", NS_SM))).toBeUndefined();
  });

  test("a bad counter or a missing previd is a stream error", () => {
    for (const h of ["-1", "", "1.5", "4294967296", "99999999999", "x"]) {
      expect(() => parseSm(el("a", NS_SM, { h }))).toThrow(StreamError);
    }
    expect(() => parseSm(el("a", NS_SM))).toThrow("bad-format");
    expect(() => parseSm(el("resume", NS_SM, { h: "1" }))).toThrow("bad-format");
  });
});
