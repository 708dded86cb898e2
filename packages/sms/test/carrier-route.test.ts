import { describe, expect, test } from "bun:test";
import { parseCarrierRoutes, RouteError, type RouteParser } from "../src/carrier/route.ts";
import { routeParsers } from "../src/carrier/schemes.ts";
import { readTerms } from "../src/carrier/terms-parameters.ts";

const parse = (text: string) => parseCarrierRoutes(text, routeParsers);

describe("SMPP routes by URL", () => {
  test("every parameter", () => {
    const [route] = parse(
      "smpps://culver:p%40ss%2Cword@sms.example:2776?prefix=+44,+353&prefix=+1&cost=3.5&currency=EUR&window=50" +
        "&binds=4&mode=split&system_type=cp&version=5.0&rate=20&burst=5&rate_per_number=0.5&latin1=cheaper" +
        "&languages=turkish,spanish&typography=on&long=sar&receipt_timeout=3600&validity=36000&voice=VOICE&name=a",
    );
    expect(route).toEqual({
      scheme: "smpp",
      terms: {
        name: "a",
        prefixes: ["+44", "+353", "+1"],
        cost: 3.5,
        currency: "EUR",
        text: {
          nationalLanguages: ["turkish", "spanish"],
          latin1: "cheaper",
          referenceBits: 8,
          replaceTypography: true,
        },
        receiptTimeoutSeconds: 3600,
        voice: true,
      },
      connection: {
        host: "sms.example",
        port: 2776,
        tls: true,
        systemId: "culver",
        password: "p@ss,word",
        systemType: "cp",
        interfaceVersion: 0x50,
      },
      binds: 4,
      mode: "split",
      window: 50,
      rate: 20,
      burst: 5,
      ratePerNumber: 0.5,
      long: "sar",
      maxValiditySeconds: 36_000,
      voiceServiceType: "VOICE",
    });
  });

  test("defaults, IPv6, and several at once", () => {
    const [first, second] = parse("smpp://a:b@c, smpps://a:b@[::1]?version=3.3&long=udh16");
    expect(first).toMatchObject({
      terms: {
        name: "a@c:2775",
        prefixes: [],
        cost: 0,
        currency: "",
        receiptTimeoutSeconds: 0,
        voice: false,
      },
      connection: { port: 2775, tls: false, interfaceVersion: 0x34 },
      ...{ binds: 1, mode: "trx", window: 10, rate: 0, burst: 1, ratePerNumber: 0, long: "udh" },
    });
    expect(second).toMatchObject({
      terms: { text: { referenceBits: 16 } },
      connection: { host: "::1", port: 3550, interfaceVersion: 0x33 },
      mode: "split",
    });
  });

  test.each([
    ["prefix=44", "prefix"],
    ["cost=cheap", "cost"],
    ["cost=-1", "cost"],
    ["cost=Infinity", "cost"],
    ["currency=euro", "currency"],
    ["window=0", "window"],
    ["window=1.5", "window"],
    ["window=1001", "window"],
    ["binds=17", "binds"],
    ["mode=both", "mode"],
    ["version=3.5", "version"],
    ["version=3.3&mode=trx", "mode"],
    ["version=3.3&long=sar", "long"],
    ["system_type=longer-than-12-characters", "system_type"],
    ["rate=fast", "rate"],
    ["burst=0", "burst"],
    ["rate_per_number=1001", "rate_per_number"],
    ["latin1=yes", "latin1"],
    ["languages=klingon", "languages"],
    ["reference_bits=12", "reference_bits"],
    ["typography=maybe", "typography"],
    ["long=short", "long"],
    ["receipt_timeout=-1", "receipt_timeout"],
    ["validity=forever", "validity"],
    ["voice=toolong", "voice"],
    ["name=a b", "name"],
    ["preffix=+44", 'unknown parameter "preffix"'],
  ])("%s is refused by name, without the password", (query, name) => {
    const text = `smpp://x:y@z,smpp://a:hunter2@b?${query}`;
    expect(() => parse(text)).toThrow(RouteError);
    expect(() => parse(text)).toThrow(name);
    expect(() => parse(text)).toThrow("SMS route 2: ");
    expect(() => parse(text)).not.toThrow("hunter2");
  });

  test("a password with unescaped reserved characters is not shown either", () => {
    for (const text of [
      "smpp://a:hunt?er2@b",
      "smpp://a:hunt/er2@b",
      "smpp://a:hunt#er2@b",
      "smpp://a:x@y?Hunt&er2=1",
    ]) {
      expect(() => parse(text)).toThrow(RouteError);
      expect(() => parse(text)).not.toThrow(/hunt|er2/i);
    }
  });

  test("two routes of one name, and schemes nobody reads", () => {
    expect(() => parse("smpp://a:b@c?prefix=+1,smpp://a:b@c?prefix=+2")).toThrow("same name as route 1");
    expect(parse("smpp://a:b@c?prefix=+1,smpp://a:b@c?prefix=+2&name=second")).toHaveLength(2);
    expect(() => parse("gopher://a:hunter2@c")).toThrow("must start with smpp:// or smpps://");
    expect(() => parse("constructor://a:b@c")).toThrow(RouteError);
  });

  test("another scheme's parser gets its own URL, and shares the common parameters", () => {
    const parsers: Record<string, RouteParser> = {
      https: (url, parameters, refuse) => ({
        scheme: "example",
        terms: readTerms(parameters, refuse, url.hostname, false),
      }),
    };
    const [route] = parseCarrierRoutes("https://sms.example/v1?cost=2", parsers);
    expect(route).toMatchObject({ scheme: "example", terms: { name: "sms.example", cost: 2 } });
  });
});
