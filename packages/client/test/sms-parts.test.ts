import { describe, expect, test } from "bun:test";
import { smsPartsTable } from "../src/records/sms-record.ts";
import { addPart } from "../src/sms/encrypted/sms-parts.ts";
import { Transaction } from "../src/store/transaction.ts";
import { LastingStore } from "./sms-relay.ts";

const DAY = 86_400_000;
const from = "+447700900200";
const empty = () => new Transaction(new LastingStore());
const part = (reference: number, total: number, number: number, ...octets: number[]) => ({
  from,
  header: { length: 0, concatenation: { reference, total, part: number } },
  octets: Uint8Array.from(octets),
});

describe("parts of an encrypted SMS", () => {
  test("come in any order; a second copy takes the first's place; another sender's are another message", async () => {
    const tx = empty();
    expect(await addPart(tx, 0, part(1, 3, 3, 3))).toBeUndefined();
    expect(await addPart(tx, 0, part(1, 3, 1, 9))).toBeUndefined();
    expect(await addPart(tx, 0, part(1, 3, 1, 1))).toBeUndefined();
    expect(await addPart(tx, 0, { ...part(1, 3, 2, 2), from: "+447700900999" })).toBeUndefined();
    expect(await addPart(tx, 0, part(2, 3, 2, 2))).toBeUndefined();
    expect(await addPart(tx, 0, part(1, 4, 2, 2))).toBeUndefined();
    expect(await addPart(tx, 0, part(1, 3, 2, 2))).toEqual(Uint8Array.of(1, 2, 3));
    expect((await smsPartsTable.list(tx)).map(({ key }) => key).sort()).toEqual([
      "447700900200.1.4",
      "447700900200.2.3",
      "447700900999.1.3",
    ]);
  });

  test("the only part is the message, and waits for nothing", async () => {
    const tx = empty();
    const octets = Uint8Array.of(1, 2);
    expect(await addPart(tx, 0, { from, header: { length: 0 }, octets })).toEqual(octets);
    expect(await addPart(tx, 0, part(7, 1, 1, 1, 2))).toEqual(octets);
    expect(await smsPartsTable.rows(tx)).toEqual([]);
  });

  test("wait three days, and no more than sixteen messages wait: the oldest gives way", async () => {
    const tx = empty();
    await addPart(tx, 0, part(1, 2, 1, 1));
    expect(await addPart(tx, 3 * DAY, part(1, 2, 2, 2))).toBeUndefined();
    expect(await addPart(tx, 3 * DAY + 1, part(1, 2, 1, 1))).toEqual(Uint8Array.of(1, 2));
    for (let reference = 0; reference < 40; reference++)
      await addPart(tx, 4 * DAY + reference, part(reference, 2, 1, reference));
    const kept = await smsPartsTable.rows(tx);
    expect(kept.length).toBe(16);
    expect(Math.min(...kept.map(({ at }) => at))).toBe(4 * DAY + 24);
    expect(await addPart(tx, 4 * DAY + 50, part(39, 2, 2, 1))).toEqual(Uint8Array.of(39, 1));
    expect(await addPart(tx, 4 * DAY + 50, part(3, 2, 2, 1))).toBeUndefined();
  });
});
