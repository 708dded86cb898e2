import { beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import { accountRetention } from "../src/operations/account-retention.ts";
import { createLogger } from "../src/operations/logger.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import type { PumpingAlarm } from "../src/pumping/alarm.ts";
import { DEFAULT_PUMPING, isBad, looksPumped, NO_PUMPING } from "../src/pumping/policy.ts";
import { reportAlarms } from "../src/pumping/report-alarm.ts";
import { countryOfNumber } from "../src/registration/phone-number.ts";
import { voiceMessage } from "../src/registration/voice-message.ts";
import { Harness } from "./accounts-harness.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PREFIX = "+4477009";
const PLENTY = { capacity: 10_000, refill: 10_000, perMs: HOUR };
const LIMITS = { registrationNumber: PLENTY, registrationAddress: PLENTY, registrationPrefix: PLENTY };
const POLICY = { ...DEFAULT_PUMPING, floor: 5, burst: 12, countryFloor: 1_000 };

describe("the ratio of codes entered", () => {
  test("proves nothing below its floor, nor with codes that may still be entered", () => {
    expect(looksPumped({ sent: 19, settled: 19, entered: 0 }, DEFAULT_PUMPING)).toBe(false);
    expect(looksPumped({ sent: 20, settled: 20, entered: 0 }, DEFAULT_PUMPING)).toBe(true);
    expect(looksPumped({ sent: 20, settled: 20, entered: 4 }, DEFAULT_PUMPING)).toBe(false);
    expect(looksPumped({ sent: 59, settled: 0, entered: 0 }, DEFAULT_PUMPING)).toBe(false);
    expect(looksPumped({ sent: 60, settled: 0, entered: 0 }, DEFAULT_PUMPING)).toBe(true);
    expect(looksPumped({ sent: 60, settled: 0, entered: 12 }, DEFAULT_PUMPING)).toBe(false);
    expect(looksPumped({ sent: 1e9, settled: 1e9, entered: 0 }, NO_PUMPING)).toBe(false);
    expect(isBad(0, 0, 0, DEFAULT_PUMPING)).toBe(false);
  });

  test("countries are told by their numbers", () => {
    expect([
      countryOfNumber("+447400123456"),
      countryOfNumber("+12015550123"),
      countryOfNumber("+79161234567"),
    ]).toEqual(["GB", "US", "RU"]);
    expect(countryOfNumber("nonsense")).toBeUndefined();
  });

  test("a spoken code is said digit by digit", () => {
    expect(voiceMessage("012345", "de-AT")).toBe(
      "Dein Culver-Code lautet: 0, 1, 2, 3, 4, 5. Gib ihn nie weiter.",
    );
    expect(voiceMessage("012345", "xx")).toContain("Your Culver code is: 0, 1,");
  });
});

test("an alarm goes to the log with its prefix alone, is counted, and reaches the operator's hook", async () => {
  const lines: string[] = [];
  const metrics = createMetrics();
  const heard: PumpingAlarm[] = [];
  const logger = createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } });
  const report = reportAlarms(logger, metrics, async (alarm) => {
    heard.push(alarm);
    throw new Error("the operator's pager is broken");
  });
  report({ kind: "prefix-closed", prefix: PREFIX, method: "sms", sent: 60, entered: 1, reopensAt: 0 });
  report({ kind: "country-suspicious", country: "GB", method: "voice", sent: 200, entered: 3 });
  while (lines.length < 4) await new Promise(setImmediate);
  expect(heard.map(({ kind }) => kind)).toEqual(["prefix-closed", "country-suspicious"]);
  expect(lines[0]).toContain(`"prefix":"${PREFIX}"`);
  expect(lines[2]).toContain("hook");
  const text = await metrics.registry.metrics();
  expect(text).toContain('culver_sms_pumping_alarms_total{kind="prefix-closed",method="sms"} 1');
});

forEachEngine("defence against SMS pumping", (open) => {
  let database: TestDatabase;
  let h: Harness;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    h = await Harness.create(database, { limits: LIMITS, pumping: POLICY });
  });

  const start = (number = h.number(), extra = {}) =>
    h.call("POST", "/v1/registration", { body: { number, ...extra } });
  const resend = (registration: string, body = {}) =>
    h.call("POST", `/v1/registration/${registration}/resend`, { body });
  const pump = async (count: number, extra = {}) => {
    for (let i = 0; i < count; i++) expect((await start(undefined, extra)).status).toBe(201);
  };

  test("a burst of codes that nobody enters closes the prefix, with Retry-After and plain words", async () => {
    await pump(12);
    const refused = await start();
    expect([refused.status, refused.body.error.code]).toEqual([429, "prefix_closed"]);
    expect(refused.headers.get("retry-after")).toBe("3600");
    expect(refused.body.error).toMatchObject({ retry_after: 3600, methods: [] });
    expect(refused.body.error.message).toEndWith("Try again in 60 minutes.");
    expect(h.texts).toHaveLength(12);
    expect(h.alarms).toEqual([
      { kind: "prefix-closed", prefix: PREFIX, method: "sms", sent: 12, entered: 0, reopensAt: h.now + HOUR },
    ]);
    // Numbers elsewhere, and a restart, change nothing.
    expect((await start("+447400123456")).status).toBe(201);
    await h.restart({ limits: LIMITS, pumping: POLICY });
    expect((await start()).status).toBe(429);
    expect(h.logs.join()).not.toContain("+447700900");
  });

  test("codes past their time count from the floor on", async () => {
    await pump(4);
    h.now += 30 * MINUTE;
    await pump(1);
    h.now += 30 * MINUTE;
    await pump(1);
    expect((await start()).status).toBe(429);
  });

  test("where codes are entered nothing is closed", async () => {
    for (let i = 0; i < 20; i++) {
      if (i % 3 === 0) await h.signUp();
      else await pump(1);
      h.now += 5 * MINUTE;
    }
    expect(h.alarms).toEqual([]);
  });

  test("what is older than the window is forgotten", async () => {
    await pump(4);
    h.now += 25 * HOUR;
    await pump(4);
    h.now += 25 * HOUR;
    await pump(4);
    expect(h.alarms).toEqual([]);
    for (const task of accountRetention(h.database)) await task.run(h.now + 100 * HOUR);
    expect(await h.database.query("SELECT * FROM code_counts")).toEqual([]);
  });

  test("it opens by itself with a clean slate, and closes for longer when it goes on", async () => {
    await pump(12);
    h.now += HOUR - 1_000;
    expect((await start()).headers.get("retry-after")).toBe("1");
    h.now += 1_000;
    await pump(12);
    expect((await start()).headers.get("retry-after")).toBe("7200");
    h.now += 2 * HOUR;
    await pump(12);
    expect((await start()).headers.get("retry-after")).toBe(String(4 * 3600));
    // A day of peace later it is forgotten.
    h.now += 30 * HOUR;
    await pump(12);
    expect((await start()).headers.get("retry-after")).toBe("3600");
  });

  test("the operator sees what is closed and opens it", async () => {
    await pump(12);
    const { pumping } = h.services;
    expect(await pumping.list()).toEqual([
      { prefix: PREFIX, method: "sms", closedAt: h.now, reopensAt: h.now + HOUR, sent: 12, entered: 0 },
    ]);
    expect(await pumping.reopen(PREFIX)).toBe(true);
    expect(await pumping.reopen(PREFIX)).toBe(false);
    expect(await pumping.list()).toEqual([]);
    await pump(11);
    expect((await start()).status).toBe(201);
    expect((await start()).status).toBe(429);
  });

  test("a code already sent may still be entered, a further one may not be asked for", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    await pump(11);
    h.now += 31_000;
    expect((await resend(registration)).body.error.code).toBe("prefix_closed");
    const state = await h.call("GET", `/v1/registration/${registration}`);
    expect(state.body.methods).toEqual([]);
    const verified = await h.call("POST", `/v1/registration/${registration}/verify`, {
      body: { code: h.lastCode(number) },
    });
    expect(verified.status).toBe(201);
  });

  test("a carrier that is down closes nothing", async () => {
    h.carrierUp = false;
    for (let i = 0; i < 20; i++) expect((await start()).status).toBe(502);
    h.carrierUp = true;
    expect((await start()).status).toBe(201);
  });

  test("honest people behind a closed prefix have the call, where there is one, until that is abused too", async () => {
    h.methods = ["sms", "voice"];
    await pump(12);
    const refused = await start();
    expect(refused.body.error.methods).toEqual(["voice"]);
    expect(refused.body.error.message).toEndWith("or have your code read to you in a call.");
    const number = h.number();
    const called = await start(number, { method: "voice" });
    expect([called.status, called.body.method, called.body.methods]).toEqual([201, "voice", ["voice"]]);
    const spoken = h.texts.at(-1);
    expect(spoken).toMatchObject({ to: number, method: "voice", language: "en" });
    expect(spoken?.text).toMatch(/^Your Culver code is: (\d, ){5}\d\./);
    await pump(11, { method: "voice" });
    expect((await start(undefined, { method: "voice" })).body.error).toMatchObject({
      code: "prefix_closed",
      methods: [],
    });
    expect(h.alarms.map(({ method }) => method)).toEqual(["sms", "voice"]);
  });

  test("a country whose prefixes each stay below their floor is reported, not closed", async () => {
    await h.restart({ limits: LIMITS, pumping: { ...POLICY, countryFloor: 8 } });
    for (let i = 0; i < 4; i++) await start(`+44740012345${i}`);
    for (let i = 0; i < 4; i++) await start(`+44752112345${i}`);
    h.now += HOUR;
    expect((await start("+447700900999")).status).toBe(201);
    expect((await start("+447700900998")).status).toBe(201);
    expect(h.alarms).toEqual([
      { kind: "country-suspicious", country: "GB", method: "sms", sent: 8, entered: 0 },
    ]);
  });

  test("many at once are counted each", async () => {
    const answers = await Promise.all(Array.from({ length: 11 }, () => start()));
    expect(answers.map(({ status }) => status)).toEqual(Array(11).fill(201));
    expect(h.alarms).toEqual([]);
    await pump(1);
    expect(h.alarms).toHaveLength(1);
  });

  test("a country has a limit beside the prefix's", async () => {
    const registrationCountry = { capacity: 3, refill: 3, perMs: MINUTE };
    await h.restart({ limits: { ...LIMITS, registrationCountry } });
    for (let i = 0; i < 3; i++) expect((await start(`+4474${i}0123456`)).status).toBe(201);
    expect((await start("+447511123456")).body.error.code).toBe("rate_limited");
    expect((await start("+4915123456789")).status).toBe(201);
  });

  test("only countries that the operator allows get codes", async () => {
    await h.restart({ limits: LIMITS, countries: ["DE", "AT"] });
    const refused = await start("+447400123456");
    expect([refused.status, refused.body.error.code]).toEqual([403, "country_closed"]);
    expect((await start("+4915123456789")).status).toBe(201);
    expect(h.texts).toHaveLength(1);
  });

  describe("a code that does not arrive", () => {
    test("is asked for again by another carrier, and by a call where there is one", async () => {
      h.methods = ["sms", "voice"];
      const number = h.number();
      const started = await start(number, { language: "de" });
      expect(started.body).toMatchObject({ method: "sms", methods: ["sms", "voice"] });
      const { registration } = started.body;
      h.now += 30_000;
      expect((await resend(registration, { method: "sms" })).body.method).toBe("sms");
      h.now += 60_000;
      expect((await resend(registration, { method: "voice", language: "fr" })).body).toMatchObject({
        method: "voice",
        methods: ["sms", "voice"],
        resend_after: 120,
      });
      const ids = h.texts.map(({ id }) => id ?? "");
      expect(new Set(ids).size).toBe(3);
      expect(h.texts.map(({ otherThan }) => otherThan)).toEqual([[], ids.slice(0, 1), ids.slice(0, 2)]);
      expect(h.texts.map(({ language }) => language)).toEqual(["de", "en", "fr"]);
      for (const id of ids) expect(id).not.toContain(registration);
      const digits = (h.texts.at(-1)?.text.match(/\d/g) ?? []).join("");
      const verified = await h.call("POST", `/v1/registration/${registration}/verify`, {
        body: { code: digits },
      });
      expect(verified.status).toBe(201);
    });

    test("says where it stands, until it is over", async () => {
      const { registration } = (await start()).body;
      h.now += 10_000;
      const state = await h.call("GET", `/v1/registration/${registration}`);
      expect(state.status).toBe(200);
      expect(state.body).toMatchObject({
        registration,
        expires_in: 590,
        resend_after: 20,
        method: "sms",
        methods: ["sms"],
      });
      h.now += 10 * MINUTE;
      expect((await h.call("GET", `/v1/registration/${registration}`)).status).toBe(410);
      expect((await h.call("GET", "/v1/registration/AAAAAAAAAAAAAAAAAAAAAA")).status).toBe(410);
    });

    test("cannot be spoken where no carrier does, nor come in ways unheard of", async () => {
      const { registration } = (await start()).body;
      h.now += 30_000;
      const refused = await resend(registration, { method: "voice" });
      expect([refused.status, refused.body.error.code, refused.body.error.methods]).toEqual([
        400,
        "method_unavailable",
        ["sms"],
      ]);
      expect((await resend(registration, { method: "pigeon" })).status).toBe(400);
      // Nothing was spent by these.
      expect((await resend(registration)).status).toBe(201);
    });

    test("has no method left when all its codes are spent", async () => {
      const { registration } = (await start()).body;
      let last: unknown;
      for (let i = 0; i < 4; i++) {
        h.now += 6 * MINUTE;
        last = (await resend(registration)).body.methods;
      }
      expect(last).toEqual([]);
      h.now += 6 * MINUTE;
      expect((await resend(registration)).status).toBe(410);
    });
  });
});
