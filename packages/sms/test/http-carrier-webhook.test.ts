import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  getExpectedBodyHash,
  getExpectedTwilioSignature,
  validateRequest,
  validateRequestWithBody,
} from "twilio/lib/webhooks/webhooks.js";
import { isSigned, signatureOf } from "../src/http-carrier/signature.ts";
import { openCarrier, PUBLIC, routeTo, TOKEN, webhook } from "./http-carrier-support.ts";

const fieldsOf = (fields: Record<string, string | string[]>) =>
  new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()]));

const text = { MessageSid: "SM1", From: "+4915123456789", To: "+12025550100", Body: "hi 👋", NumMedia: "0" };

describe("X-Twilio-Signature", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
  const value = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 50 }),
    fc.array(fc.string({ maxLength: 10 }), { minLength: 1 }),
  );
  const anyFields = fc.dictionary(
    name.filter((n) => n !== "__proto__"),
    value,
    { maxKeys: 8 },
  );
  const url = fc.constantFrom(
    "https://chat.example.org/sms/twilio/main/status?ref=1",
    "https://chat.example.org:8443/a?b='c'&d=%20",
    "http://127.0.0.1:8080/x",
    "https://[2001:db8::1]/x?y",
    "https://chat.example.org:443/x",
    "https://chat.example.org",
  );

  test("ours is what the SDK expects, and the SDK accepts ours", () => {
    fc.assert(
      fc.property(url, anyFields, (address, fields) => {
        const ours = signatureOf(TOKEN, address, fieldsOf(fields));
        expect(ours).toBe(getExpectedTwilioSignature(TOKEN, address, fields));
        expect(validateRequest(TOKEN, ours, address, fields)).toBe(true);
      }),
    );
  });

  test("we accept what the SDK signs, with the scheme's own port or without, and refuse the rest", () => {
    fc.assert(
      fc.property(url, anyFields, (address, fields) => {
        const theirs = getExpectedTwilioSignature(TOKEN, address, fields);
        const values = fieldsOf(fields);
        expect(isSigned(TOKEN, theirs, address, values)).toBe(true);
        expect(isSigned("another", theirs, address, values)).toBe(false);
        expect(isSigned(TOKEN, theirs, `${address}x`, values)).toBe(false);
        expect(isSigned(TOKEN, theirs, address, new Map([...values, ["Extra", ["1"]]]))).toBe(false);
        expect(isSigned(TOKEN, theirs.slice(1), address, values)).toBe(false);
      }),
    );
    const signed = getExpectedTwilioSignature(TOKEN, "https://chat.example.org:443/x", {});
    expect(isSigned(TOKEN, signed, "https://chat.example.org/x", new Map())).toBe(true);
    const plain = getExpectedTwilioSignature(TOKEN, "https://chat.example.org/x", {});
    expect(isSigned(TOKEN, plain, "https://chat.example.org:443/x", new Map())).toBe(true);
  });
});

describe("webhooks", () => {
  const open = () => openCarrier(routeTo(1, "?id=main"));

  test("an incoming text is answered with TwiML once it has been taken in, and a repeated one is taken in once", async () => {
    const { carriers, incoming, urls } = open();
    expect(urls.incoming).toBe(`${PUBLIC}/sms/twilio/main/incoming`);
    const answers = await Promise.all([1, 2].map(() => carriers.fetch(webhook(urls.incoming, text))));
    answers.push(await carriers.fetch(webhook(urls.incoming, text)));
    expect(answers.map((a) => a?.status)).toEqual([200, 200, 200]);
    expect(answers[0]?.headers.get("content-type")).toStartWith("text/xml");
    expect(await answers[0]?.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    const body = { kind: "text", text: "hi 👋" } as const;
    expect(incoming).toEqual([{ id: "SM1", from: text.From, to: text.To, body } as never]);
  });

  test("what could not be stored is answered 503, and taken in when it comes again", async () => {
    const { carriers, incoming, receipts, state, urls } = open();
    state.failing = true;
    expect((await carriers.fetch(webhook(urls.incoming, text)))?.status).toBe(503);
    expect(
      (await carriers.fetch(webhook(urls.status, { MessageSid: "SM1", MessageStatus: "sent" })))?.status,
    ).toBe(503);
    state.failing = false;
    expect((await carriers.fetch(webhook(urls.incoming, text)))?.status).toBe(200);
    expect(
      (await carriers.fetch(webhook(urls.status, { MessageSid: "SM1", MessageStatus: "sent" })))?.status,
    ).toBe(204);
    expect([incoming.length, receipts.length]).toEqual([1, 1]);
  });

  test.each([
    ["queued", "accepted"],
    ["sent", "enroute"],
    ["delivered", "delivered"],
    ["undelivered", "undeliverable"],
    ["failed", "undeliverable"],
    ["canceled", "deleted"],
  ])("status %s is %s", async (MessageStatus, state) => {
    const { carriers, receipts, urls } = open();
    const fields = { MessageSid: "SM9", MessageStatus, To: text.From, From: text.To, ErrorCode: "30003" };
    const answer = await carriers.fetch(webhook(`${urls.status}?ref=4711`, fields));
    expect(answer?.status).toBe(204);
    expect(receipts).toMatchObject([
      {
        messageIds: ["SM9"],
        reference: 4711,
        phone: text.From,
        sender: text.To,
        state: state as "sent",
        code: "30003",
      } as never,
    ]);
  });

  test("of a call too; a status that is not known says nothing", async () => {
    const { carriers, receipts, urls } = open();
    await carriers.fetch(webhook(urls.status, { CallSid: "CA1", CallStatus: "no-answer" }));
    expect(
      (await carriers.fetch(webhook(urls.status, { MessageSid: "SM1", MessageStatus: "constructor" })))
        ?.status,
    ).toBe(204);
    expect(receipts).toMatchObject([{ messageIds: ["CA1"], state: "undeliverable", reference: undefined }]);
  });

  test("media come as links behind the text", async () => {
    const { carriers, incoming, urls } = open();
    const links = { MediaUrl0: "https://api.example.com/m/0", MediaUrl1: "javascript:alert(1)" };
    await carriers.fetch(webhook(urls.incoming, { ...text, Body: "look", NumMedia: "2", ...links }));
    expect(incoming[0]?.body).toEqual({ kind: "text", text: "look\nhttps://api.example.com/m/0" });
  });

  test("a JSON body counts with its hash in the signed address", async () => {
    const { carriers, receipts, urls } = open();
    const post = (body: string, hash = getExpectedBodyHash(body)) => {
      const url = `${urls.status}?ref=5&bodySHA256=${hash}`;
      const signature = getExpectedTwilioSignature(TOKEN, url, {});
      if (hash === getExpectedBodyHash(body))
        expect(validateRequestWithBody(TOKEN, signature, url, body)).toBe(true);
      const headers = { "content-type": "application/json", "x-twilio-signature": signature };
      return carriers.fetch(
        new Request(url.replace(PUBLIC, "http://localhost"), { method: "POST", headers, body }),
      );
    };
    expect((await post('{"MessageSid":"SM1","MessageStatus":"delivered","ErrorCode":30008}'))?.status).toBe(
      204,
    );
    expect(receipts).toMatchObject([{ reference: 5, state: "delivered", code: "30008" }]);
    expect((await post('{"MessageSid":"SM1"}', "0".repeat(64)))?.status).toBe(403);
    for (const body of ["", "[]", "null", "{", '"x"']) expect((await post(body))?.status).toBe(400);
    expect(receipts).toHaveLength(1);
  });

  test("what is not signed is refused, and nothing of it is taken in", async () => {
    const { carriers, incoming, urls } = open();
    for (const signature of ["", "x", signatureOf("other", urls.incoming, fieldsOf(text))])
      expect((await carriers.fetch(webhook(urls.incoming, text, signature)))?.status).toBe(403);
    // Signed for another address: that of statuses.
    expect(
      (await carriers.fetch(webhook(urls.incoming, text, signatureOf(TOKEN, urls.status, fieldsOf(text)))))
        ?.status,
    ).toBe(403);
    expect(incoming).toEqual([]);
  });

  test("other addresses are not ours, other methods are told so, a body without end is not read", async () => {
    const { carriers, carrier, urls } = open();
    const path = (path: string, init?: RequestInit) =>
      carriers.fetch(new Request(`http://localhost${path}`, init));
    for (const other of [
      "/",
      "/sms",
      "/sms/twilio/other/status",
      "/sms/twilio/main",
      "/sms/twilio/main/status/x",
    ])
      expect(await path(other)).toBeUndefined();
    const got = await path("/sms/twilio/main/status");
    expect([got?.status, got?.headers.get("allow")]).toEqual([405, "POST"]);
    expect(
      (await path("/sms/twilio/main/status", { method: "POST", body: "x".repeat(70_000) }))?.status,
    ).toBe(413);
    expect((await path("/sms/twilio/main/status", { method: "POST" }))?.status).toBe(403);
    await carrier[Symbol.asyncDispose]();
    expect(await carriers.fetch(webhook(urls.incoming, text))).toBeUndefined();
  });
});

describe("any webhook at all", () => {
  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom(
      "",
      "0",
      "-1",
      "1e9",
      "NaN",
      "null",
      "+",
      "+1",
      "SM1",
      "delivered",
      "__proto__",
      "\u0000",
      "\ud800",
    ),
    fc.integer().map(String),
  );
  const names = [
    "MessageSid SmsSid AccountSid From To Body NumMedia NumSegments MediaUrl0 MediaContentType0 FromCountry ApiVersion",
    "MessageStatus SmsStatus ErrorCode CallSid CallStatus RawDlrDoneDate status words __proto__ constructor toString",
  ].flatMap((line) => line.split(" "));
  const fields = fc
    .array(fc.tuple(fc.constantFrom(...names), junk), { maxLength: 12 })
    .map((entries) => new URLSearchParams(entries));

  test("signed: it is answered 2xx or 400, never with a fault", async () => {
    const { carriers, incoming, receipts } = openCarrier(routeTo(1, "?id=main"));
    await fc.assert(
      fc.asyncProperty(
        fields,
        fc.constantFrom("incoming", "status"),
        fc.string({ maxLength: 20 }),
        async (form, kind, ref) => {
          const path = `/sms/twilio/main/${kind}?ref=${encodeURIComponent(ref)}`;
          const values = new Map([...new Set(form.keys())].map((key) => [key, form.getAll(key)]));
          const signature = signatureOf(TOKEN, new URL(path, PUBLIC).href, values);
          const headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-twilio-signature": signature,
          };
          const request = new Request(`http://localhost${path}`, {
            method: "POST",
            headers,
            body: form.toString(),
          });
          const status = (await carriers.fetch(request))?.status;
          expect([200, 204, 400]).toContain(status ?? 0);
        },
      ),
      { numRuns: 500 },
    );
    for (const { from, to } of incoming) expect(`${from}${to}`).toMatch(/^[\x20-\x7e]+$/);
    for (const { reference } of receipts) expect(reference === undefined || reference <= 65_535).toBe(true);
  });

  test("unsigned, with any octets: 403 or 400", async () => {
    const { carriers, incoming, receipts } = openCarrier(routeTo(1, "?id=main"));
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(
          "application/json",
          "application/x-www-form-urlencoded",
          "",
          "text/plain; charset=nonsense",
        ),
        fc.constantFrom("", "?bodySHA256=", `?bodySHA256=${"a".repeat(64)}`),
        async (body, type, query) => {
          const headers = { "content-type": type, "x-twilio-signature": "AAAA" };
          const request = new Request(`http://localhost/sms/twilio/main/status${query}`, {
            method: "POST",
            headers,
            body,
          });
          expect([400, 403]).toContain((await carriers.fetch(request))?.status ?? 0);
        },
      ),
    );
    expect([...incoming, ...receipts]).toEqual([]);
  });
});
