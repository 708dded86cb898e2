import { describe, expect, test } from "bun:test";
import {
  directConversation,
  ensureValidAccountId,
  formatAddress,
  generateAccountId,
  generateGroupConversationId,
  generateStanzaId,
  InvalidAccountIdError,
  InvalidAddressError,
  InvalidConversationIdError,
  InvalidDeviceIdError,
  InvalidDomainError,
  InvalidE164Error,
  InvalidStanzaIdError,
  isValidAccountId,
  isValidAddress,
  isValidConversationId,
  isValidDeviceId,
  isValidDomain,
  isValidE164,
  isValidStanzaId,
  normaliseAccountId,
  normaliseAddress,
  normaliseConversationId,
  normaliseDeviceId,
  normaliseDomain,
  normaliseE164,
  normaliseStanzaId,
  otherParty,
  parseAddress,
  parseConversationId,
  withoutResource,
} from "../src/index.ts";

const A = "k3v7q2m4zt5aw6xy";
const B = "mfrggzdfmztwq2lk";
const G = "g.mzxw6ytboi2dgnbvgy3tqojqga";

function check(
  what: string,
  isValid: (text: string) => boolean,
  lists: { readonly valid: readonly string[]; readonly invalid: readonly string[] },
): void {
  test(`${what}: valid`, () => {
    for (const text of lists.valid) expect([text, isValid(text)]).toEqual([text, true]);
  });
  test(`${what}: invalid`, () => {
    for (const text of lists.invalid) expect([text, isValid(text)]).toEqual([text, false]);
  });
}

describe("identifiers", () => {
  check("account id", isValidAccountId, {
    valid: [A, B, "aaaaaaaaaaaaaaaa", "7777777777777777"],
    invalid: ["", A.slice(1), `${A}a`, A.toUpperCase(), "k3v7q2m4zt5aw6x1", "k3v7q2m4zt5aw6x8", `${A}\n`],
  });
  check("device id", isValidDeviceId, {
    valid: ["1", "42", "2147483647"],
    invalid: ["", "0", "01", "2147483648", "-1", "1.0", "1e3", " 1", "9999999999", "99999999999", "1\n"],
  });
  check("domain", isValidDomain, {
    valid: [
      "localhost",
      "example.org",
      "a.b-c.d1",
      "127.0.0.1",
      `${"a".repeat(63)}.org`,
      "xn--bcher-kva.example",
    ],
    invalid: [
      "",
      "Example.org",
      "a..b",
      ".a",
      "a.",
      "-a",
      "a-",
      "a_b",
      "a:80",
      `${"a".repeat(64)}.org`,
      "b\u00fccher.example",
    ],
  });
  check("E.164", isValidE164, {
    valid: ["+447700900123", "+1234567", "+123456789012345"],
    invalid: [
      "",
      "447700900123",
      "+0447700900",
      "+123456",
      "+1234567890123456",
      "+44 7700 900123",
      "+44770090012x",
    ],
  });
  check("stanza id", isValidStanzaId, {
    valid: ["1", "!", "~".repeat(64), "Zk3c1vX0S9uY7aQ2b4LwEg"],
    invalid: ["", " ", "a b", "a".repeat(65), "\u00e9", "a\n", "\u007f"],
  });
  check("conversation id", isValidConversationId, {
    valid: [`p.${A}.${B}`, `p.${A}.${A}`, G],
    invalid: [
      "",
      `p.${B}.${A}`,
      `p.${A}`,
      `p.${A}.${B}.${B}`,
      `P.${A}.${B}`,
      `${G}a`,
      `${G.slice(0, -1)}b`,
      "g.",
    ],
  });
  check("address", isValidAddress, {
    valid: [
      "localhost",
      `${A}@x.org`,
      `${A}@x.org/1`,
      `p.${A}.${B}@x.org`,
      `${G}@x.org/${A}`,
      `p.${A}.${B}@x.org/${B}`,
    ],
    invalid: [
      ...[
        "",
        "@",
        "/",
        "@x.org",
        `${A}@`,
        `${A}@x.org/`,
        `${A}@x.org/0`,
        `${A}@x.org/${B}`,
        `${A}@x.org/1/2`,
      ],
      ...[
        "x.org/1",
        `${A}@x.org@y.org`,
        `${G}@x.org/1`,
        `${G}@x.org/`,
        `p.${B}.${A}@x.org`,
        `user@x.org`,
        `${A}@X.org`,
      ],
    ],
  });
});

describe("normalising", () => {
  test("turns what people write into the one form", () => {
    expect(normaliseAccountId(A.toUpperCase())).toBe(A);
    expect(normaliseDeviceId("0042")).toBe("42");
    expect(normaliseDomain("Example.ORG.")).toBe("example.org");
    expect(normaliseE164("+44 (7700) 900-123")).toBe("+447700900123");
    expect(normaliseStanzaId(" id ")).toBe("id");
    expect(normaliseConversationId(`P.${B}.${A}`)).toBe(`p.${A}.${B}`);
    expect(normaliseAddress(`${A.toUpperCase()}@Example.org/1`)).toBe(`${A}@example.org/1`);
  });

  test("throws the identifier's own error", () => {
    expect(() => normaliseAccountId("x")).toThrow(InvalidAccountIdError);
    expect(() => normaliseDeviceId("0")).toThrow(InvalidDeviceIdError);
    expect(() => normaliseDomain("a b")).toThrow(InvalidDomainError);
    expect(() => normaliseE164("0123")).toThrow(InvalidE164Error);
    expect(() => normaliseStanzaId("")).toThrow(InvalidStanzaIdError);
    expect(() => normaliseConversationId("c.1")).toThrow(InvalidConversationIdError);
    expect(() => normaliseAddress("a@b")).toThrow(InvalidAddressError);
  });
});

describe("addresses", () => {
  test("come apart and together again", () => {
    const device = `${A}@x.org/7`;
    expect(parseAddress(device)).toEqual({ kind: "device", account: A, domain: "x.org", device: "7" });
    const all = ["x.org", `${A}@x.org`, device, `${G}@x.org`, `p.${A}.${B}@x.org/${B}`];
    for (const text of all) expect(formatAddress(parseAddress(text))).toBe(text);
    expect(withoutResource(device)).toBe(`${A}@x.org`);
    expect(withoutResource("x.org")).toBe("x.org");
  });
});

describe("conversations of two", () => {
  test("have one id, whoever is named first", () => {
    expect(directConversation(A, B)).toBe(`p.${A}.${B}`);
    expect(directConversation(B, A)).toBe(`p.${A}.${B}`);
    expect(parseConversationId(directConversation(B, A))).toEqual({ kind: "direct", accounts: [A, B] });
    expect(() => directConversation(A, "x")).toThrow(InvalidAccountIdError);
  });

  test("know the other party", () => {
    expect(otherParty(`p.${A}.${B}`, A)).toBe(B);
    expect(otherParty(`p.${A}.${B}`, B)).toBe(A);
    expect(otherParty(`p.${A}.${A}`, A)).toBe(A);
    expect(otherParty(`p.${A}.${B}`, "aaaaaaaaaaaaaaaa")).toBeUndefined();
    expect(otherParty(G, A)).toBeUndefined();
  });
});

describe("generated identifiers", () => {
  test("are valid and do not repeat", () => {
    const accounts = Array.from({ length: 1000 }, generateAccountId);
    const ids = Array.from({ length: 1000 }, generateStanzaId);
    const groups = Array.from({ length: 1000 }, generateGroupConversationId);
    for (const account of accounts) ensureValidAccountId(account);
    expect(ids.every((id) => /^[A-Za-z0-9_-]{22}$/.test(id))).toBe(true);
    expect(groups.every(isValidConversationId)).toBe(true);
    expect(new Set([...accounts, ...ids, ...groups]).size).toBe(3000);
  });
});
