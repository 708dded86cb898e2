import { describe, expect, test } from "bun:test";
import { Status } from "@culver/sms";
import { faultyStage, PHONE } from "./faults.ts";
import { get, until, write } from "./support.ts";

const COUNT = 40;

describe("a carrier that misbehaves, and all the same each text arrives once and its receipt matches", () => {
  test.each([
    ["answers late", { answer: "late", answerDelayMs: 120, times: 20 }],
    ["answers twice", { answer: "twice" }],
    ["answers out of order", { answer: "reversed" }],
    ["sends receipts before the answer", { receiptFirst: true }],
    [
      "answers with hexadecimal ids and receipts decimal ones",
      { ids: "hex-then-decimal", receiptParameters: false },
    ],
    [
      "answers with decimal ids and receipts hexadecimal ones",
      { ids: "decimal-then-hex", receiptParameters: false },
    ],
    ["pads ids with zeros in receipts", { ids: "padded", receiptParameters: false }],
    ["changes the case of ids", { ids: "case", receiptParameters: false }],
    ["gives every message one id", { ids: "constant" }],
    ["gives every message one id, and receipts no reference", { ids: "constant", receiptParameters: false }],
    ["gives one id, and receipts come first", { ids: "constant", receiptFirst: true }],
    ["writes receipts in UCS-2", { receiptCoding: 8, receiptParameters: false }],
    ["labels receipts as binary", { receiptCoding: 4, receiptParameters: false }],
    ["answers with generic_nack", { answer: "nack", times: 3 }],
    ["throttles", { submitStatus: "ESME_RTHROTTLED", times: 15 }],
    ["has a full queue", { submitStatus: "ESME_RMSGQFUL", times: 15 }],
    ["has a system error", { submitStatus: "ESME_RSYSERR", times: 3 }],
  ])(
    "%s",
    async (_, behaviour) => {
      await using stage = await faultyStage(behaviour);
      const ids = await stage.send(COUNT);
      await stage.finished(ids);
      expect(await stage.texts()).toEqual(ids.toSorted());
      expect(stage.counters().uncertainResubmissions).toBe(0);
      expect(stage.statuses.filter(({ state }) => state === "failed")).toEqual([]);
    },
    30_000,
  );
});

test("one id for every message and no reference in receipts: each is matched by its phone and time", async () => {
  await using stage = await faultyStage({ ids: "constant", receiptParameters: false });
  for (let i = 0; i < 5; i++) {
    const [id = ""] = await stage.send(1, i);
    await stage.finished([id]);
  }
  expect(await stage.texts()).toHaveLength(5);
}, 30_000);

describe("a carrier that leaves it open what it took: nothing is lost, a second copy only where marked uncertain", () => {
  test.each([
    ["never answers", { answer: "never", times: 8 }],
    ["answers later than anybody waits", { answer: "late", answerDelayMs: 900, times: 8 }],
    ["answers with wrong sequence numbers", { answer: "wrong-sequence", times: 8 }],
    ["drops the link with a full window", { answer: "drop", times: 20 }],
    ["drops the link at the first", { answer: "drop", times: 1 }],
  ])(
    "%s",
    async (_, behaviour) => {
      await using stage = await faultyStage(behaviour);
      const ids = await stage.send(COUNT);
      await stage.finished(ids);
      const texts = await stage.texts();
      expect([...new Set(texts)].toSorted()).toEqual(ids.toSorted());
      const copies = texts.length - ids.length;
      expect(copies).toBeLessThanOrEqual(stage.counters().uncertainResubmissions);
      // Each that has a second copy says so in its trace.
      for (const id of ids) {
        if (texts.filter((text) => text === id).length === 1) continue;
        const [trace] = await stage.gateway.trace(id);
        expect(trace?.events.some(({ words }) => words.includes("uncertain"))).toBe(true);
      }
    },
    30_000,
  );
});

describe("a carrier that fails messages", () => {
  test.each([
    ["undeliverable", "011"],
    ["expired", "000"],
    ["rejected", "099"],
    ["deleted", "000"],
  ])(
    "a receipt that says %s is a failure with the reason in words",
    async (receipt, receiptError) => {
      await using stage = await faultyStage({ receipt, receiptError });
      const ids = await stage.send(3);
      await stage.finished(ids, "failed");
      expect(await stage.texts()).toEqual([]);
      for (const { state, reason } of stage.statuses)
        if (state === "failed") expect(reason?.length).toBeGreaterThan(5);
    },
    30_000,
  );

  test("every command_status is borne: the message ends, or arrives when the carrier is well again", async () => {
    await using stage = await faultyStage({});
    const codes = Object.entries(Status).filter(([, code]) => code !== 0);
    const ids: string[] = [];
    for (const [name, code] of [...codes, ["a carrier's own", 0x4ff] as const]) {
      await stage.behave({ submitStatus: code, times: 1 });
      await stage.gateway.send({
        id: name,
        to: PHONE,
        from: "Culver",
        body: { kind: "text", text: name },
        purpose: "person",
      });
      ids.push(name);
      await until(() => stage.statuses.some(({ id, state }) => id === name && state !== "sent"), 25_000);
    }
    const ended = (state: string) =>
      stage.statuses.filter((status) => status.state === state).map(({ id }) => id);
    expect([...ended("delivered"), ...ended("failed")].toSorted()).toEqual(ids.toSorted());
    expect(await stage.texts()).toEqual(ended("delivered").toSorted());
    expect(ended("delivered")).toContain("ESME_RTHROTTLED");
    expect(ended("failed")).toContain("ESME_RINVDSTADR");
  }, 60_000);

  test("a phone that is off: the text waits, and is delivered when it is on", async () => {
    await using stage = await faultyStage({});
    await write(stage.sandbox, "PUT", `/sandbox/handsets/${PHONE}`, { on: false });
    const ids = await stage.send(3);
    await stage.finished(ids, "sent");
    expect(await stage.texts()).toEqual([]);
    await write(stage.sandbox, "PUT", `/sandbox/handsets/${PHONE}`, { on: true });
    await stage.finished(ids);
  }, 30_000);
});

describe("a carrier that floods", () => {
  test("every text is taken in once, however many come at once, while others are being sent", async () => {
    await using stage = await faultyStage({});
    const texts: string[] = [];
    stage.gateway.onIncoming(({ body }) => void texts.push(body.kind === "text" ? body.text : ""));
    const flood = { from: PHONE, to: "Culver", text: "flood #", count: 1500 };
    const [answer, ids] = await Promise.all([
      write(stage.sandbox, "POST", "/sandbox/flood", flood),
      stage.send(COUNT),
    ]);
    expect(answer.status).toBe(200);
    await stage.finished(ids);
    await until(() => texts.length >= 1500, 25_000);
    expect(new Set(texts).size).toBe(1500);
    expect(texts).toHaveLength(1500);
  }, 60_000);

  test("what the gateway cannot take now is kept by the carrier, and taken once", async () => {
    await using stage = await faultyStage({});
    const texts: string[] = [];
    let refusals = 5;
    stage.gateway.onIncoming(({ body }) => {
      if (refusals-- > 0) throw new Error("disk full");
      texts.push(body.kind === "text" ? body.text : "");
    });
    const path = `/sandbox/handsets/${PHONE}/messages`;
    const sent = Array.from({ length: 10 }, (_, index) => `answer ${index}`);
    await Promise.all(sent.map((text) => write(stage.sandbox, "POST", path, { to: "Culver", text })));
    await until(() => texts.length >= sent.length, 25_000);
    expect(texts.toSorted()).toEqual(sent.toSorted());
    await until(async () => {
      const { messages } = await (await get(stage.sandbox, path)).json();
      return messages.every((message: { waiting?: boolean }) => !message.waiting);
    });
  }, 30_000);

  test.each(["header", "header16", "sar", "payload"])(
    "long texts by %s come whole",
    async (longTexts) => {
      await using stage = await faultyStage({ longTexts });
      const texts: string[] = [];
      stage.gateway.onIncoming(({ body }) => void texts.push(body.kind === "text" ? body.text : ""));
      const text = "Длинный текст 😀 ".repeat(30);
      await write(stage.sandbox, "POST", `/sandbox/handsets/${PHONE}/messages`, { to: "Culver", text });
      await until(() => texts.length === 1);
      expect(texts).toEqual([text]);
    },
    30_000,
  );
});
