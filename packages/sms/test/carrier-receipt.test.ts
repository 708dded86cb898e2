import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { carrierReceipt } from "../src/carrier/carrier-receipt.ts";
import { decodePdu, encodePdu } from "../src/smpp/pdu.ts";
import type { Tlvs } from "../src/smpp/tlvs.ts";
import { encodeText } from "../src/text/index.ts";

function receipt(text: string, tlvs: Tlvs = {}, body: object = {}) {
  const shortMessage = encodeText(text, "latin1").subarray(0, 254);
  const pdu = decodePdu(
    encodePdu({ command: "deliver_sm", sequence: 1, body: { esmClass: 4, shortMessage, ...body }, tlvs }),
  );
  if (pdu.command !== "deliver_sm") throw new Error("not a deliver_sm");
  return carrierReceipt(pdu);
}

const JUNE = Date.UTC(2026, 5, 7, 8, 9);

describe("receipts as carriers spell them", () => {
  test.each([
    ["id:77 sub:001 dlvrd:001 submit date:2606070809 done date:2606070809 stat:DELIVRD err:000 text:"],
    ["ID:77 SUB:001 DLVRD:001 SUBMIT DATE:260607080900 DONE DATE:260607080900 STAT:DELIVRD ERR:000 TEXT:x"],
    [
      "id: 77 sub: 001 dlvrd: 001 submit date: 2606070809 done date: 2606070809 stat: DELIVRD err: 000 Text: x",
    ],
    ["message_id:77, submit_date:20260607080900, done_date:20260607080900, status:DELIVERED, error:0"],
    ["id=77;submitdate=26-06-07 08:09;donedate=2026-06-07 08:09:00;stat=DELIVERED;err=000"],
    ["stat:DELIVRD id:77 done date:202606070809 submit date:202606070809"],
    ["id:77\0 stat:2 submit date:2606070809 done date:2606070809"],
  ])("%j", (text) => {
    expect(receipt(text)).toMatchObject({
      messageIds: ["77"],
      state: "delivered",
      code: undefined,
      submittedAt: JUNE,
      doneAt: JUNE,
    });
  });

  test.each([
    ["FAILED", "undeliverable"],
    ["UNDELIVERABLE", "undeliverable"],
    ["UNDLVRD", "undeliverable"],
    ["SKIPPED", "undeliverable"],
    ["REJECTED", "rejected"],
    ["EXPIRED", "expired"],
    ["BUFFERED", "enroute"],
    ["5", "undeliverable"],
    ["9", "undeliverable"],
    ["WHATEVER", "unknown"],
  ])("stat:%s is %s", (stat, state) => {
    expect(receipt(`id:1 stat:${stat} err:1A`)).toMatchObject({ state, code: "1A" });
  });

  test("an error is a code: of what a carrier writes behind it, perhaps somebody's text, nothing is kept", () => {
    expect(receipt("id:1 stat:UNDELIV err:027 Your secret is swordfish").code).toBe("027");
    expect(receipt("id:1 stat:DELIVRD err:000 Your secret is swordfish").code).toBeUndefined();
    expect(receipt(`id:1 stat:UNDELIV err:${"9".repeat(100)}`).code).toHaveLength(16);
    expect(receipt("id:1 stat:UNDELIV err:«no»").code).toBeUndefined();
  });

  test("ids with characters that GSM-7 has elsewhere, transcoded or not", () => {
    expect(receipt("id:ab_c$d@e stat:DELIVRD").messageIds).toEqual(["ab_c$d@e"]);
    const shortMessage = encodeText("id:ab_c$d stat:DELIVRD", "gsm7");
    expect(receipt("", {}, { shortMessage }).messageIds).toEqual(["ab_c$d"]);
  });

  test("parameters before text, each only once", () => {
    const tlvs = { receiptedMessageId: "7A", messageState: 8, userMessageReference: 9 };
    expect(receipt("id:7a stat:DELIVRD", tlvs)).toMatchObject({
      messageIds: ["7A", "7a"],
      state: "rejected",
      reference: 9,
    });
    expect(receipt("id:7A", tlvs).messageIds).toEqual(["7A"]);
    expect(receipt("", tlvs).messageIds).toEqual(["7A"]);
  });

  test("network_error_code where the text has no error", () => {
    const networkErrorCode = Uint8Array.of(3, 1, 2);
    expect(receipt("id:1 err:000", { networkErrorCode }).code).toBe("3:258");
    expect(receipt("id:1 err:12", { networkErrorCode }).code).toBe("12");
    expect(receipt("id:1", { networkErrorCode: Uint8Array.of(3) }).code).toBeUndefined();
  });

  test("whose it is: the phone is its source, with a plus where it is international", () => {
    const addresses = {
      sourceAddrTon: 1,
      sourceAddr: "447700900123",
      destAddrTon: 5,
      destinationAddr: "Culver",
    };
    expect(receipt("id:1", {}, addresses)).toMatchObject({ phone: "+447700900123", sender: "Culver" });
    expect(receipt("id:1")).toMatchObject({ phone: undefined, sender: undefined });
  });

  test("any octets are survived", () => {
    const pieces = fc.constantFrom(
      "id:",
      "id=",
      "stat:",
      "done date:",
      "err:",
      "text:",
      "7",
      " ",
      "\0",
      "x",
      "é",
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), fc.nat(255), (text, dataCoding) => {
        expect(receipt(text, {}, { dataCoding }).messageIds.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
