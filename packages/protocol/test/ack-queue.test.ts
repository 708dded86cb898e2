import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AckOutOfRangeError, AckQueue } from "../src/index.ts";

describe("AckQueue, XEP-0198 section 4", () => {
  test("an acknowledgement is cumulative and releases in order", () => {
    const queue = new AckQueue<string>();
    for (const item of ["a", "b", "c"]) queue.push(item);
    expect(queue.ack(2)).toEqual(["a", "b"]);
    expect(queue.unacked()).toEqual(["c"]);
    expect(queue.ack(2)).toEqual([]);
    expect(queue.ack(3)).toEqual(["c"]);
    expect(queue.size).toBe(0);
  });

  test("can't ack too many", () => {
    const queue = new AckQueue<string>();
    queue.push("a");
    expect(() => queue.ack(2)).toThrow("can't ack too many");
    expect(queue.unacked()).toEqual(["a"]);
    expect(queue.acked).toBe(0);
  });

  test("can't go backwards", () => {
    const queue = new AckQueue<string>();
    for (const item of ["a", "b"]) queue.push(item);
    queue.ack(2);
    expect(() => queue.ack(1)).toThrow("can't go backwards");
    expect(queue.acked).toBe(2);
  });

  test("the counter goes back to 0 after 2^32 - 1", () => {
    const queue = new AckQueue<string>(2 ** 32 - 2);
    for (const item of ["a", "b", "c", "d"]) queue.push(item);
    expect(queue.sent).toBe(2);
    expect(queue.ack(2 ** 32 - 1)).toEqual(["a"]);
    expect(queue.ack(1)).toEqual(["b", "c"]);
    expect(() => queue.ack(2 ** 32 - 1)).toThrow("can't go backwards");
    expect(() => queue.ack(3)).toThrow("can't ack too many");
    expect(queue.ack(2)).toEqual(["d"]);
  });

  test("what is no counter is refused", () => {
    for (const h of [-1, 0.5, Number.NaN, 2 ** 32]) {
      expect(() => new AckQueue<string>().ack(h)).toThrow(AckOutOfRangeError);
    }
  });

  test("agrees with a plain list over any run of pushes and acknowledgements", () => {
    const step = fc.oneof(fc.constant("push" as const), fc.integer({ min: -3, max: 40 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), fc.constantFrom(0, 2 ** 32 - 20), (steps, start) => {
        const queue = new AckQueue<number>(start);
        const list: number[] = [];
        let next = 0;
        for (const s of steps) {
          if (s === "push") {
            queue.push(next);
            list.push(next++);
            continue;
          }
          const h = (queue.acked + s + 2 ** 32) % 2 ** 32;
          if (s < 0 || s > list.length) expect(() => queue.ack(h)).toThrow(AckOutOfRangeError);
          else expect(queue.ack(h)).toEqual(list.splice(0, s));
          expect(queue.unacked()).toEqual(list);
          expect(queue.sent).toBe((start + next) % 2 ** 32);
        }
      }),
      { numRuns: 200 },
    );
  });
});
