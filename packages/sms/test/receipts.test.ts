import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  formatReceipt,
  isFinal,
  isReceipt,
  messageIdForms,
  parseReceipt,
  sameMessageId,
} from "../src/index.ts";
import type { Pdu } from "../src/smpp/pdu.ts";
import { decodePdu, encodePdu } from "../src/smpp/pdu.ts";
import type { Tlvs } from "../src/smpp/tlvs.ts";
import { encodeText } from "../src/text/index.ts";

function receiptPdu(text: string, dataCoding = 0, tlvs: Tlvs = {}): Pdu<"deliver_sm"> {
  const shortMessage = encodeText(text, dataCoding === 8 ? "ucs2" : "latin1");
  const pdu = decodePdu(
    encodePdu({ command: "deliver_sm", sequence: 1, body: { esmClass: 4, dataCoding, shortMessage }, tlvs }),
  );
  if (pdu.command !== "deliver_sm") throw new Error("not a deliver_sm");
  return pdu;
}

const usual =
  "id:0123456789 sub:001 dlvrd:001 submit date:2611210230 done date:261121023159 stat:DELIVRD err:000 text:Your code";

describe("delivery receipts (SMPP 3.4 appendix B)", () => {
  test.each([0, 1, 3, 4, 8, 0xf6])("usual text in data_coding %d", (dataCoding) => {
    expect(parseReceipt(receiptPdu(usual, dataCoding))).toEqual({
      messageId: "0123456789",
      state: "delivered",
      error: "000",
      submittedAt: Date.UTC(2026, 10, 21, 2, 30),
      doneAt: Date.UTC(2026, 10, 21, 2, 31, 59),
    });
  });

  test("other orders, cases and spellings; labels inside the quoted text count for nothing", () => {
    const text = "ID:ab-7 Stat:UNDELIVERABLE err:1A Text:id:999 stat:DELIVRD";
    expect(parseReceipt(receiptPdu(text))).toEqual({
      messageId: "ab-7",
      state: "undeliverable",
      error: "1A",
    });
    expect(parseReceipt(receiptPdu("id:1 stat:EXPIRED"))?.state).toBe("expired");
    expect(parseReceipt(receiptPdu("id:1 stat:WHATEVER"))?.state).toBe("unknown");
    expect(parseReceipt(receiptPdu("id:1 submit date:2699999999 stat:DELIVRD"))?.submittedAt).toBeUndefined();
  });

  test("optional parameters win over the text, and suffice without it", () => {
    const tlvs = { receiptedMessageId: "00ff", messageState: 8 };
    expect(parseReceipt(receiptPdu(usual, 0, tlvs))).toMatchObject({ messageId: "00ff", state: "rejected" });
    expect(parseReceipt(receiptPdu("", 0, tlvs))).toEqual({ messageId: "00ff", state: "rejected" });
  });

  test("one that names no message is none", () => {
    expect(parseReceipt(receiptPdu("stat:DELIVRD"))).toBeUndefined();
    expect(parseReceipt(receiptPdu(""))).toBeUndefined();
  });

  test("what is formatted is parsed back, and any octets are survived", () => {
    fc.assert(
      fc.property(
        fc.record({
          messageId: fc.stringMatching(/^[0-9A-Za-z-]{1,40}$/),
          state: fc.constantFrom("delivered", "expired", "undeliverable", "rejected", "enroute"),
          error: fc.stringMatching(/^[0-9]{3}$/),
          submittedAt: fc
            .integer({ min: 946684800, max: 4102444799 })
            .map((s) => Math.floor(s / 60) * 60_000),
        }),
        (receipt) => {
          expect(parseReceipt(receiptPdu(formatReceipt(receipt as never)))).toMatchObject(receipt);
        },
      ),
    );
    const letters = fc.string({
      unit: fc.constantFrom("id:", "stat:", "done date:", "7", " ", "x"),
      maxLength: 20,
    });
    fc.assert(fc.property(letters, (text) => parseReceipt(receiptPdu(text)) !== null));
  });

  test("esm_class tells receipts from messages (section 5.2.12)", () => {
    expect([0, 0x40, 0x04, 0x44, 0x20].map(isReceipt)).toEqual([false, false, true, true, true]);
    expect(isFinal("delivered")).toBe(true);
    expect(isFinal("enroute")).toBe(false);
  });
});

describe("message ids across notations", () => {
  test.each([
    ["255", "FF"],
    ["255", "000000ff"],
    ["0123", "123"],
    ["ABC-def", "abc-DEF"],
    [" 77 ", "77"],
    ["18446744073709551615", "FFFFFFFFFFFFFFFF"],
  ])("%s and %s can be the same", (a, b) => {
    expect(sameMessageId(a, b)).toBe(true);
    expect(sameMessageId(b, a)).toBe(true);
  });

  test.each([
    ["255", "fe"],
    ["abc", "abd"],
    ["1", "10"],
    ["", "0"],
  ])("%s and %s cannot", (a, b) => {
    expect(sameMessageId(a, b)).toBe(false);
    expect(sameMessageId(b, a)).toBe(false);
  });

  test("matching is symmetric, and the raw form comes first", () => {
    const id = fc.stringMatching(/^[0-9a-fA-F]{1,20}$/);
    fc.assert(fc.property(id, id, (a, b) => sameMessageId(a, b) === sameMessageId(b, a)));
    expect(messageIdForms("00FF")[0]).toBe("00FF");
  });
});
