import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { InboundCounter, TooManyUnhandledError } from "../src/index.ts";

describe("InboundCounter, XEP-0198 section 4", () => {
  test("handled covers a stanza only when all before it are complete", () => {
    const counter = new InboundCounter();
    const [a, b, c] = [counter.arrive(), counter.arrive(), counter.arrive()];
    expect(counter.complete(c)).toBe(false);
    expect(counter.complete(b)).toBe(false);
    expect(counter.handled).toBe(0);
    expect(counter.unhandled).toBe(3);
    expect(counter.complete(a)).toBe(true);
    expect(counter.handled).toBe(3);
    expect(counter.unhandled).toBe(0);
  });

  test("completing what is complete, or has not arrived, changes nothing", () => {
    const counter = new InboundCounter();
    const a = counter.arrive();
    expect(counter.complete(a + 1)).toBe(false);
    expect(counter.complete(a)).toBe(true);
    expect(counter.complete(a)).toBe(false);
    expect(counter.arrive()).toBe(1);
    expect(counter.handled).toBe(1);
  });

  test("the counter goes back to 0 after 2^32 - 1", () => {
    const counter = new InboundCounter(2 ** 32 - 2);
    const numbers = [counter.arrive(), counter.arrive(), counter.arrive()];
    expect(numbers).toEqual([2 ** 32 - 2, 2 ** 32 - 1, 0]);
    for (const number of numbers.reverse()) counter.complete(number);
    expect(counter.handled).toBe(1);
  });

  test("refuses an arrival beyond its limit and goes on once something is handled", () => {
    const counter = new InboundCounter(0, 2);
    const first = counter.arrive();
    counter.arrive();
    expect(() => counter.arrive()).toThrow(TooManyUnhandledError);
    counter.complete(first);
    expect(counter.arrive()).toBe(2);
  });

  test("a place in the ring is free again for the number that comes to it next", () => {
    const counter = new InboundCounter(0, 32);
    for (let number = 0; number < 32; number++) counter.arrive();
    counter.complete(1);
    counter.complete(0);
    expect([counter.arrive(), counter.arrive()]).toEqual([32, 33]);
    for (let number = 2; number <= 32; number++) counter.complete(number);
    expect(counter.handled).toBe(33);
    expect(counter.unhandled).toBe(1);
  });

  test("agrees with a set of completed numbers over any order, across the wrap", () => {
    const step = fc.oneof({ weight: 1, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(60) });
    const starts = fc.constantFrom(0, 2 ** 32 - 33);
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 400 }),
        starts,
        fc.integer({ min: 1, max: 70 }),
        (steps, start, limit) => {
          const counter = new InboundCounter(start, limit);
          const complete = new Set<number>();
          let arrived = 0;
          let handled = 0;
          for (const s of steps) {
            if (s < 0) {
              if (arrived - handled >= limit) expect(() => counter.arrive()).toThrow(TooManyUnhandledError);
              else expect(counter.arrive()).toBe((start + arrived++) % 2 ** 32);
              continue;
            }
            if (handled + s < arrived) complete.add(handled + s);
            const before = handled;
            while (complete.has(handled)) handled++;
            expect(counter.complete((start + before + s) % 2 ** 32)).toBe(handled !== before);
            expect(counter.handled).toBe((start + handled) % 2 ** 32);
            expect(counter.unhandled).toBe(arrived - handled);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
