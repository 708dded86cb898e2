import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  parseUserDataHeader,
  segmentData,
  TextTooLongError,
  writeUserDataHeader,
} from "../src/text/index.ts";

const ports = { destination: 16_000, source: 49_200 };

describe("8-bit data (data_coding 4)", () => {
  test("16-bit ports are element 0x05, destination first (TS 23.040 section 9.2.3.24.4)", () => {
    expect([...writeUserDataHeader({ ports: { destination: 0x0b84, source: 0x23f0 } })]).toEqual([
      6, 0x05, 4, 0x0b, 0x84, 0x23, 0xf0,
    ]);
  });

  test("concatenation is element 0x00 or 0x08 (sections 9.2.3.24.1 and .8)", () => {
    const concatenation = { reference: 0x1234, total: 2, part: 1 };
    expect([...writeUserDataHeader({ concatenation })]).toEqual([5, 0, 3, 0x34, 2, 1]);
    expect([...writeUserDataHeader({ concatenation, referenceBits: 16 })]).toEqual([
      6, 8, 4, 0x12, 0x34, 2, 1,
    ]);
  });

  test.each([
    [{}, 140, 134],
    [{ referenceBits: 16 as const }, 140, 133],
    [{ ports }, 133, 128],
    [{ ports, referenceBits: 16 as const }, 133, 127],
  ])("%j: %d octets alone, %d in a part", (options, single, part) => {
    expect(segmentData(new Uint8Array(single), 1, options)).toHaveLength(1);
    expect(segmentData(new Uint8Array(single + 1), 1, options)).toHaveLength(2);
    expect(segmentData(new Uint8Array(part * 3), 1, options)).toHaveLength(3);
    expect(segmentData(new Uint8Array(part * 3 + 1), 1, options)).toHaveLength(4);
  });

  test("parts rejoin, each with its ports and its place", () => {
    const options = fc.record({
      ports: fc.constantFrom(ports, undefined),
      referenceBits: fc.constantFrom(8 as const, 16 as const),
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), options, fc.nat(0xffff), (data, chosen, reference) => {
        const { referenceBits } = chosen;
        const given = chosen.ports ? { ports: chosen.ports, referenceBits } : { referenceBits };
        const segments = segmentData(data, reference, given);
        const bodies = segments.map(({ octets, hasHeader, dataCoding }, index) => {
          expect(dataCoding).toBe(4);
          expect(octets.length).toBeLessThanOrEqual(140);
          const header = hasHeader ? parseUserDataHeader(octets) : undefined;
          expect(header?.ports).toEqual(chosen.ports);
          const number = reference & (referenceBits === 16 ? 0xffff : 0xff);
          const place = { reference: number, total: segments.length, part: index + 1 };
          expect(header?.concatenation).toEqual(segments.length > 1 ? place : undefined);
          return [...octets.subarray(header?.length ?? 0)];
        });
        expect(bodies.flat()).toEqual([...data]);
      }),
    );
  });

  test("no data is one segment; more than the limit is refused", () => {
    expect(segmentData(new Uint8Array(), 1, { ports })).toHaveLength(1);
    expect(() => segmentData(new Uint8Array(134 * 255 + 1), 1)).toThrow(TextTooLongError);
    expect(() => segmentData(new Uint8Array(1000), 1, { ports, limit: 7 })).toThrow(TextTooLongError);
    expect(segmentData(new Uint8Array(134 * 255), 1, { limit: 999 })).toHaveLength(255);
  });
});
