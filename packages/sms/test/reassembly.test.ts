import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { CarrierIncoming } from "../src/carrier/port.ts";
import { Delivered } from "../src/reassembly/delivered.ts";
import { messageBody } from "../src/reassembly/message-body.ts";
import { Reassembler, type ReassemblyOptions } from "../src/reassembly/reassembler.ts";
import { Status } from "../src/smpp/statuses.ts";
import { encodeText, segmentData, segmentText } from "../src/text/index.ts";
import { partOf, partsKept } from "./support/parts.ts";
import { until } from "./support.ts";

const TEXT = "ж😀".repeat(80);
const parts = (text = TEXT, reference = 9) => segmentText(text, reference).map((segment) => partOf(segment));
const temporary = expect.objectContaining({ status: Status.ESME_RX_T_APPN });

function reassembler(options: ReassemblyOptions = {}, take: (text: string) => void = () => undefined) {
  const bodies: CarrierIncoming["body"][] = [];
  const table = new Reassembler(async ({ body }) => {
    await Promise.resolve();
    if (body.kind === "text") take(body.text);
    bodies.push(body);
  }, options);
  const texts = () => bodies.map((body) => (body.kind === "text" ? body.text : "data"));
  return { table, bodies, texts };
}

describe("bodies from parts", () => {
  const piece = (part: number, octets: Uint8Array, dataCoding = 0) => ({ part, octets, dataCoding });
  const gsm = (part: number, text: string) => piece(part, encodeText(text, "gsm7"));

  test("each part in its own alphabet", () => {
    const pieces = [
      gsm(2, "€ 5 "),
      piece(1, encodeText("жук ", "ucs2"), 8),
      piece(3, encodeText("ça", "latin1"), 3),
    ];
    expect(messageBody(pieces, 3)).toEqual({ kind: "text", text: "жук € 5 ça" });
  });

  test("parts with shift tables", () => {
    for (const language of ["turkish", "portuguese", "hindi"] as const) {
      const text = { turkish: "ğış ", portuguese: "ção Φ ", hindi: "नमस्ते " }[language].repeat(60);
      const segments = segmentText(text, 1, 255, { nationalLanguages: [language] });
      const pieces = segments.map((segment) => {
        const { concatenation, ...rest } = partOf(segment);
        return { ...rest, part: concatenation.part };
      });
      expect(pieces[0]?.shift).toBeDefined();
      expect(messageBody(pieces.toReversed(), pieces.length)).toEqual({ kind: "text", text });
    }
  });

  test("a surrogate pair and an escape that a phone cut in two", () => {
    const octets = encodeText("ж😀ж", "ucs2");
    const cut = [piece(1, octets.subarray(0, 4), 8), piece(2, octets.subarray(4), 8)];
    expect(messageBody(cut, 2)).toEqual({ kind: "text", text: "ж😀ж" });
    const escaped = encodeText("a€b", "gsm7");
    const pieces = [piece(1, escaped.subarray(0, 2)), piece(2, escaped.subarray(2))];
    expect(messageBody(pieces, 2)).toEqual({ kind: "text", text: "a€b" });
  });

  test("what is missing is said", () => {
    expect(messageBody([gsm(1, "a"), gsm(3, "c")], 3)).toEqual({
      kind: "text",
      text: "a [part 2 of 3 is missing] c",
    });
    expect(messageBody([gsm(4, "d")], 6)).toEqual({
      kind: "text",
      text: "[parts 1 to 3 of 6 are missing] d [parts 5 to 6 of 6 are missing]",
    });
  });

  test.each([0x04, 0x02, 0xf5, 0xf4, 0x14])("data_coding 0x%d is data", (dataCoding) => {
    const ports = { destination: 16_000, source: 0 };
    const body = messageBody([{ ...piece(1, Uint8Array.of(0, 255), dataCoding), ports }], 1);
    expect(body).toEqual({ kind: "data", octets: Uint8Array.of(0, 255), port: 16_000 });
    expect(messageBody([piece(1, Uint8Array.of(1), dataCoding)], 1)).toMatchObject({ port: undefined });
  });

  test("Latin-1 labelled as the default alphabet", () => {
    expect(messageBody([piece(1, encodeText("Grüße", "latin1"))], 1)).toEqual({
      kind: "text",
      text: "Grüße",
    });
  });
});

for (const kind of ["in memory", "in a store"] as const) {
  const options = (): ReassemblyOptions => (kind === "in a store" ? { store: partsKept() } : {});

  describe(`long messages, parts ${kind}`, () => {
    test("any order, any repetition: handed over once, whole", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
          fc.array(fc.nat(3), { maxLength: 6 }),
          async (order, repeated) => {
            const { table, texts } = reassembler(options());
            const all = parts();
            const numbers = [...repeated, ...order];
            await Promise.all(
              numbers.map((number) => {
                const part = all[number];
                return part && table.accept(part).catch(() => undefined);
              }),
            );
            expect(texts()).toEqual([TEXT]);
            // Once more, all of them: a carrier that missed the answers.
            await Promise.all(all.map((part) => table.accept(part)));
            expect([texts().length, table.size]).toEqual([1, 0]);
            await table.close();
          },
        ),
        { numRuns: 40 },
      );
    });

    test("two senders with one reference, and one sender with it twice", async () => {
      const { table, texts } = reassembler(options());
      const other = segmentText("ю".repeat(100), 9).map((segment) => partOf(segment, "+447700900124"));
      await Promise.all([...parts("ж".repeat(100)), ...other].map((part) => table.accept(part)));
      expect(texts().toSorted()).toEqual(["ж".repeat(100), "ю".repeat(100)]);
      const [first] = parts("ы".repeat(100));
      const [a, b] = parts("щ".repeat(100));
      const held = first && table.accept(first).catch((error: unknown) => error);
      await Promise.resolve();
      // Its second part never comes; the number is used again.
      await Promise.all([a && table.accept(a), b && table.accept(b), held]);
      await until(() => texts().length === 4);
      expect(texts().slice(2).toSorted()).toEqual([
        "щ".repeat(100),
        `${"ы".repeat(67)} [part 2 of 2 is missing]`,
      ]);
      await table.close();
    });

    test("after the time-out what came is handed over, and again until it is taken", async () => {
      let refusals = 2;
      const { table, texts } = reassembler({ ...options(), timeoutMs: 30, holdMs: 5, retryMs: 10 }, () => {
        if (refusals-- > 0) throw new Error("disk full");
      });
      const [, second, third] = parts("ж".repeat(150));
      for (const part of [third, second]) if (part) await table.accept(part).catch(() => undefined);
      await until(() => texts().length > 0);
      expect(texts()).toEqual([`[part 1 of 3 is missing] ${"ж".repeat(83)}`]);
      expect(table.size).toBe(0);
      await table.close();
    });

    test("a whole that is not taken refuses its last part; the next try completes it", async () => {
      let refusals = 1;
      const { table, texts } = reassembler({ ...options(), holdMs: 20 }, () => {
        if (refusals-- > 0) throw new Error("disk full");
      });
      const all = parts();
      const first = await Promise.allSettled(all.map((part) => table.accept(part)));
      expect(first.at(-1)?.status).toBe("rejected");
      await Promise.all(all.map((part) => table.accept(part)));
      expect(texts()).toEqual([TEXT]);
      await table.close();
    });

    test("too many incomplete messages: the oldest goes as it is, none is dropped", async () => {
      const { table, texts } = reassembler({ ...options(), maxMessages: 5, holdMs: 1 });
      for (let reference = 0; reference < 20; reference++) {
        const [first] = parts("ж".repeat(100), reference);
        if (first) await table.accept(first).catch(() => undefined);
      }
      await until(() => texts().length === 15);
      expect(table.size).toBe(5);
      await table.close();
    });

    test("data addressed to a port", async () => {
      const { table, bodies } = reassembler(options());
      const data = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
      const segments = segmentData(data, 5, { ports: { destination: 16_000, source: 7 }, referenceBits: 16 });
      await Promise.all(segments.toReversed().map((segment) => table.accept(partOf(segment))));
      expect(bodies).toEqual([{ kind: "data", octets: data, port: 16_000 }]);
      await table.close();
    });
  });
}

describe("without a store", () => {
  test("a part alone is refused for now, kept, and accepted when it comes again", async () => {
    const { table, texts } = reassembler({ holdMs: 10 });
    const [first, ...rest] = parts();
    if (!first) throw new Error("no part");
    await expect(table.accept(first)).rejects.toEqual(temporary);
    await table.accept(first);
    for (const part of rest.slice(0, -1)) {
      await table.accept(part).catch(() => undefined);
      await table.accept(part);
    }
    const last = rest.at(-1);
    if (last) await table.accept(last);
    expect(texts()).toEqual([TEXT]);
  });

  test("closing refuses what is held, and hands over what was answered", async () => {
    const { table, texts } = reassembler({ holdMs: 10_000 });
    const [first, second] = parts("ж".repeat(150));
    const [held] = parts("ю".repeat(150), 10);
    if (!first || !second || !held) throw new Error("no part");
    const refused = [first, held].map((part) => table.accept(part).catch((error: unknown) => error));
    await Promise.resolve();
    await table.accept(first);
    await table.close();
    expect(await Promise.all(refused)).toEqual([temporary, temporary]);
    expect(texts()).toEqual([`${"ж".repeat(67)} [parts 2 to 3 of 3 are missing]`]);
    await expect(table.accept(second)).rejects.toEqual(temporary);
  });
});

describe("with a store", () => {
  test("a part is answered once it is stored, and a restart loses none", async () => {
    const store = partsKept();
    const all = parts();
    const before = reassembler({ store });
    for (const part of all.slice(0, 2)) await before.table.accept(part);
    expect(store.kept).toHaveLength(2);
    expect(JSON.stringify(store.kept.map(({ message }) => message))).not.toContain("7700900123");
    // Killed here: nothing is closed.
    const after = reassembler({ store });
    for (const part of all.slice(1)) await after.table.accept(part);
    expect(after.texts()).toEqual([TEXT]);
    expect(store.kept).toEqual([]);
  });

  test("what was incomplete before a restart still has its time-out", async () => {
    const store = partsKept();
    const before = reassembler({ store });
    const [first] = parts("ж".repeat(100));
    if (first) await before.table.accept(first);
    const after = reassembler({ store, timeoutMs: 20 });
    await until(() => after.texts().length === 1);
    await until(() => store.kept.length === 0);
    expect(after.texts()[0]).toContain("[part 2 of 2 is missing]");
    await Promise.all([before.table.close(), after.table.close()]);
  });

  test("two at once, as while routes are reloaded: what one hands over the other forgets", async () => {
    const store = partsKept();
    const old = reassembler({ store, timeoutMs: 40 });
    const [first, second, third] = parts("ж".repeat(150));
    if (!first || !second || !third) throw new Error("no part");
    await old.table.accept(first);
    const young = reassembler({ store, timeoutMs: 40 });
    await until(() => young.table.size === 1);
    for (const part of [second, third]) await old.table.accept(part);
    await until(() => young.table.size === 0);
    expect([old.texts(), young.texts()]).toEqual([["ж".repeat(150)], []]);
  });

  test("a store that fails refuses the part; nothing is lost when it works again", async () => {
    const store = partsKept();
    store.failing = true;
    const { table, texts } = reassembler({ store });
    const all = parts();
    for (const part of all)
      expect(await table.accept(part).catch((error: Error) => error.message)).toMatch(/disk/);
    store.failing = false;
    for (const part of all) await table.accept(part);
    expect(texts()).toEqual([TEXT]);
    expect(store.kept).toEqual([]);
  });
});

test("what was handed over is remembered for a while, and no more than so many", () => {
  const delivered = new Delivered(1000, 2);
  const octets = Uint8Array.of(1);
  for (const key of ["a", "b", "c"]) delivered.add(key, new Map([[1, { octets }]]), 0);
  expect(["a", "b", "c"].map((key) => delivered.has(key, 1, octets, 999))).toEqual([false, true, true]);
  expect(delivered.has("c", 1, Uint8Array.of(2), 0)).toBe(false);
  expect(delivered.has("c", 1, octets, 1000)).toBe(false);
});
