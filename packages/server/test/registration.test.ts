import { beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import { generateCode } from "../src/registration/code.ts";
import { codeMessage } from "../src/registration/code-message.ts";
import { PhoneNumberError, parseMobileNumber } from "../src/registration/phone-number.ts";
import { Harness, type Signed } from "./accounts-harness.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("codes", () => {
  test("draws that would favour low codes are thrown away", () => {
    const draws = [4_294_000_000, 2 ** 32 - 1, 1_000_042];
    expect(generateCode(() => draws.shift() ?? 0)).toBe("000042");
    expect(draws).toEqual([]);
    expect(generateCode(() => 4_293_999_999)).toBe("999999");
    expect(generateCode()).toMatch(/^\d{6}$/);
  });

  test("the text's last line is WebOTP's, and it is one GSM-7 segment in every language", () => {
    for (const language of ["en", "de-AT", "es", "FR", "it", "nl", "pt-BR", "xx", "constructor"]) {
      const text = codeMessage("012345", "chat.example.org", language);
      expect(text.split("\n").at(-1)).toBe("@chat.example.org #012345");
      expect(text.length).toBeLessThanOrEqual(160);
      expect(text).toMatch(/^[A-Za-z0-9 \n@#.,\-éèùìòàäöüñ]+$/);
      expect(text).toContain("Culver");
    }
  });
});

describe("numbers", () => {
  const refusal = (input: string, options = {}) => {
    try {
      return parseMobileNumber(input, options);
    } catch (error) {
      return error instanceof PhoneNumberError ? error.code : String(error);
    }
  };

  test("mobile numbers are accepted in E.164, others say why not", () => {
    expect(refusal("+44 7400 123456")).toBe("+447400123456");
    expect(refusal("07400 123456", { country: "GB" })).toBe("+447400123456");
    expect(refusal("+1 201 555 0123")).toBe("+12015550123");
    expect(refusal("07400 123456")).toBe("invalid_number");
    expect(refusal("+44 20 7946 0018")).toBe("not_mobile");
    expect(refusal("hello")).toBe("invalid_number");
    expect(refusal("+44")).toBe("invalid_number");
    expect(refusal("call +447400123456 now")).toBe("invalid_number");
    expect(refusal("9".repeat(1000))).toBe("invalid_number");
  });

  test("the invented range is mobile in the sandbox and only there", () => {
    expect(refusal("+447700900123")).toBe("invalid_number");
    expect(refusal("+447700900123", { sandboxRange: true })).toBe("+447700900123");
    expect(refusal("+447700901123", { sandboxRange: true })).not.toBe("+447700901123");
  });
});

forEachEngine("registration", (open) => {
  let database: TestDatabase;
  let h: Harness;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    h = await Harness.create(database);
  });

  const start = (number: string, extra = {}) =>
    h.call("POST", "/v1/registration", { body: { number }, ...extra });
  const verify = (registration: string, body: unknown) =>
    h.call("POST", `/v1/registration/${registration}/verify`, { body });
  const other = (code: string) => (code === "123456" ? "654321" : "123456");

  test("a code by text makes an account and a token", async () => {
    const number = h.number();
    const started = await start(number);
    expect(started.status).toBe(201);
    expect(started.body).toEqual({
      registration: expect.any(String),
      number,
      expires_in: 600,
      resend_after: 30,
      method: "sms",
      methods: ["sms"],
    });
    expect(h.texts).toHaveLength(1);
    expect(h.texts[0]?.validitySeconds).toBe(600);
    const verified = await verify(started.body.registration, {
      code: h.lastCode(number),
      device_name: "Phone",
    });
    expect(verified.status).toBe(201);
    expect(verified.body).toEqual({
      account: expect.stringMatching(/^[a-z2-7]{16}$/),
      device: 1,
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      number,
      domain: "example.org",
      new_account: true,
    });
    const { account, device, token } = verified.body;
    expect(await h.services.authenticate(account, device, token)).toEqual({ account, device });
    expect(await h.services.authenticate(account, device, `${token}x`)).toBeUndefined();
    expect(await h.services.authenticate(account, 2, token)).toBeUndefined();
    // A code works once.
    expect((await verify(started.body.registration, { code: h.lastCode(number) })).status).toBe(410);
  });

  test("neither code nor token is stored, and no log has number, code or token", async () => {
    const signed = await h.signUp();
    const pending = h.number();
    await start(pending);
    const rows = JSON.stringify([
      await h.database.query("SELECT * FROM registrations"),
      await h.database.query("SELECT * FROM devices"),
      await h.database.query("SELECT * FROM rate_limits"),
    ]);
    expect(rows).not.toContain(h.lastCode(pending));
    expect(rows).not.toContain(signed.token);
    h.carrierUp = false;
    const failing = h.number();
    expect((await start(failing)).body.error.code).toBe("sms_failed");
    const logs = h.logs.join("\n");
    expect(logs).toContain("request failed");
    for (const secret of [failing, signed.number, signed.token, signed.account])
      expect(logs).not.toContain(secret);
  });

  test("five wrong codes end it; the right one is then too late", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    const code = h.lastCode(number);
    const left: number[] = [];
    for (let i = 0; i < 5; i++) {
      const wrong = await verify(registration, { code: other(code) });
      expect([wrong.status, wrong.body.error.code]).toEqual([403, "wrong_code"]);
      left.push(wrong.body.error.tries_left);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await verify(registration, { code })).body.error.code).toBe("code_expired");
  });

  test("wrong codes sent at once are each counted", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    const code = other(h.lastCode(number));
    const answers = await Promise.all(Array.from({ length: 8 }, () => verify(registration, { code })));
    expect(answers.filter((a) => a.status === 403)).toHaveLength(5);
    expect(answers.filter((a) => a.status === 410)).toHaveLength(3);
  });

  test("the right code sent twice at once makes one device", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    const body = { code: h.lastCode(number) };
    const answers = await Promise.all([verify(registration, body), verify(registration, body)]);
    expect(answers.map((a) => a.status).sort()).toEqual([201, 410]);
  });

  test("a code is good for ten minutes", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    h.now += 10 * MINUTE;
    expect((await verify(registration, { code: h.lastCode(number) })).status).toBe(410);
  });

  test("a resend waits longer each time, brings a new code, and keeps the count of tries", async () => {
    const number = h.number();
    const { registration } = (await start(number)).body;
    const first = h.lastCode(number);
    const resend = () => h.call("POST", `/v1/registration/${registration}/resend`);
    const early = await resend();
    expect([early.status, early.headers.get("retry-after"), early.body.error.retry_after]).toEqual([
      429,
      "30",
      30,
    ]);
    await verify(registration, { code: other(first) });
    h.now += 30_000;
    const second = await resend();
    expect([second.status, second.body.resend_after, second.body.expires_in]).toEqual([201, 60, 600]);
    h.now += 60_000;
    expect((await resend()).body.resend_after).toBe(120);
    const wrong = await verify(registration, { code: other(h.lastCode(number)) });
    expect(wrong.body.error.tries_left).toBe(3);
    expect((await verify(registration, { code: h.lastCode(number) })).status).toBe(201);
  });

  test("what is no mobile number is refused before anything is sent or counted", async () => {
    expect((await start("+44 20 7946 0018")).body.error).toEqual({
      code: "not_mobile",
      message: expect.any(String),
    });
    expect((await start("nonsense")).body.error.code).toBe("invalid_number");
    expect(h.texts).toEqual([]);
    expect(await h.database.query("SELECT * FROM rate_limits")).toEqual([]);
  });

  test("starting looks the same for a number with an account and one without", async () => {
    const { number } = await h.signUp();
    const known = await start(number);
    const unknown = await start(h.number());
    expect(known.status).toBe(unknown.status);
    const shape = (body: Record<string, unknown>) => ({ ...body, registration: "", number: "" });
    expect(shape(known.body)).toEqual(shape(unknown.body));
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
  });

  test("a number has a limit that a restart does not reset, with Retry-After", async () => {
    const number = h.number();
    for (let i = 0; i < 5; i++) expect((await start(number, { peer: `192.0.2.${i}` })).status).toBe(201);
    await h.restart();
    const limited = await start(number, { peer: "192.0.2.99" });
    expect([limited.status, limited.body.error.code]).toEqual([429, "rate_limited"]);
    expect(Number(limited.headers.get("retry-after"))).toBe(limited.body.error.retry_after);
    expect(limited.body.error.retry_after).toBe(8_640);
    h.now += 8_640_000;
    expect((await start(number)).status).toBe(201);
  });

  test("an address has a limit; behind a trusted proxy it is the caller's", async () => {
    const via = (client: string) =>
      start(h.number(), { peer: "10.1.2.3", headers: { "x-forwarded-for": `203.0.113.77, ${client}` } });
    for (let i = 0; i < 10; i++) expect((await via("198.51.100.1")).status).toBe(201);
    expect((await via("198.51.100.1")).status).toBe(429);
    expect((await via("198.51.100.2")).status).toBe(201);
    // A caller that is no proxy may write what he likes.
    const forged = (i: number) =>
      start(h.number(), { peer: "192.0.2.7", headers: { "x-forwarded-for": `198.51.100.${i}` } });
    for (let i = 0; i < 10; i++) expect((await forged(i)).status).toBe(201);
    expect((await forged(50)).status).toBe(429);
  });

  test("a prefix has a limit over all addresses", async () => {
    await h.restart({ limits: { registrationPrefix: { capacity: 3, refill: 3, perMs: MINUTE } } });
    for (let i = 0; i < 3; i++) expect((await start(h.number(), { peer: `192.0.2.${i}` })).status).toBe(201);
    expect((await start(h.number(), { peer: "192.0.2.50" })).headers.get("retry-after")).toBe("20");
    expect((await start("+447400123456", { peer: "192.0.2.51" })).status).toBe(201);
  });

  test("a number registered anew keeps its account and loses its devices", async () => {
    const old = await h.signUp();
    const again = await h.signUp(old.number);
    expect(again.account).toBe(old.account);
    expect(again.device).toBe(2);
    expect(await h.services.authenticate(old.account, old.device, old.token)).toBeUndefined();
    expect(await h.services.authenticate(again.account, again.device, again.token)).toBeDefined();
    expect(h.ended).toEqual([{ account: old.account, device: 1 }]);
    expect(h.events).toEqual([`replaced ${old.account}`]);
  });

  test("when the stream side cannot forget the old devices, nothing has changed", async () => {
    const old = await h.signUp();
    await h.restart({
      hooks: {
        onAccountReplaced: async () => {
          throw new Error("no");
        },
      },
    });
    const { registration } = (await start(old.number)).body;
    const body = { code: h.lastCode(old.number) };
    expect((await verify(registration, body)).body.error.code).toBe("internal_error");
    expect(await h.services.authenticate(old.account, old.device, old.token)).toBeDefined();
    await h.restart();
    expect((await verify(registration, body)).status).toBe(201);
  });

  describe("with a PIN", () => {
    let old: Signed;
    const attempt = async (pin?: string) => {
      const { registration } = (await start(old.number)).body;
      return verify(registration, { code: h.lastCode(old.number), ...(pin === undefined ? {} : { pin }) });
    };

    beforeEach(async () => {
      await h.restart({ limits: { registrationNumber: { capacity: 100, refill: 1, perMs: 1 } } });
      old = await h.signUp();
      expect(
        (await h.call("PUT", "/v1/registration-lock", { auth: old, body: { pin: "4711" } })).status,
      ).toBe(204);
    });

    test("it is needed, wrong ones wait longer and longer, the right one opens", async () => {
      const missing = await attempt();
      expect([missing.status, missing.body.error.code]).toEqual([423, "pin_required"]);
      expect(missing.body.error.retry_after).toBe(7 * 86_400);
      const first = await attempt("0000");
      expect([first.status, first.body.error.code, first.body.error.retry_after]).toEqual([
        423,
        "wrong_pin",
        30,
      ]);
      h.now += 10_000;
      // Too soon: not even the right one.
      expect((await attempt("4711")).body.error.retry_after).toBe(20);
      h.now += 20_000;
      expect((await attempt("1111")).body.error.retry_after).toBe(120);
      h.now += 120_000;
      const opened = await attempt("4711");
      expect([opened.status, opened.body.account, opened.body.new_account]).toEqual([
        201,
        old.account,
        false,
      ]);
      // It stays for the same person's next time, and the count has begun anew.
      expect((await attempt("0000")).body.error.retry_after).toBe(30);
    });

    test("many guesses at once are one", async () => {
      const number = old.number;
      const registrations = [];
      for (let i = 0; i < 6; i++)
        registrations.push({ id: (await start(number)).body.registration, code: h.lastCode(number) });
      const answers = await Promise.all(
        registrations.map(({ id, code }, i) => verify(id, { code, pin: i === 5 ? "4711" : `000${i}` })),
      );
      expect(answers.filter((a) => a.status === 201).length).toBeLessThanOrEqual(1);
      const [row] = await h.database.query<{ failures: number }>("SELECT failures FROM registration_locks");
      expect(row?.failures ?? 0).toBeLessThanOrEqual(1);
    });

    test("seven days after the device was last seen it holds no more, and is gone", async () => {
      h.now += 7 * DAY;
      expect((await attempt()).status).toBe(201);
      expect(await h.database.query("SELECT * FROM registration_locks")).toEqual([]);
    });

    test("a device seen since then keeps it, to within minutes", async () => {
      h.now += 6 * DAY;
      await h.services.authenticate(old.account, old.device, old.token);
      await h.services.lastSeen.flush();
      h.now += 2 * DAY;
      expect((await attempt()).body.error.code).toBe("pin_required");
    });

    test("it can be taken off", async () => {
      expect((await h.call("DELETE", "/v1/registration-lock", { auth: old })).status).toBe(204);
      expect((await attempt()).status).toBe(201);
    });

    test("it is kept as Argon2id and never as it is", async () => {
      const [row] = await h.database.query<{ lock_hash: string }>("SELECT lock_hash FROM registration_locks");
      expect(row?.lock_hash).toStartWith("$argon2id$");
    });
  });
});
