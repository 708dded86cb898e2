import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Box, distanceToEnd, isAtEnd, pickAnchor, restoredScrollTop } from "../src/lib/scroll-anchor.ts";

/** Boxes stacked from the top of the content, seen from `scrollTop`. */
function stack(heights: readonly number[], scrollTop: number): Box[] {
  let top = -scrollTop;
  return heights.map((height, index) => {
    const box = { id: String(index), top, bottom: top + height };
    top += height;
    return box;
  });
}

describe("scroll anchoring", () => {
  test("the anchor is the first box that reaches into view", () => {
    expect(pickAnchor(stack([50, 50, 50], 60))).toEqual({ id: "1", top: -10 });
    expect(pickAnchor([])).toBeUndefined();
  });

  test("whatever is put before, what is read does not move", () => {
    const height = fc.integer({ min: 1, max: 400 });
    const heights = fc.array(height, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(heights, fc.array(height, { maxLength: 30 }), fc.nat(), (old, added, seed) => {
        const total = old.reduce((sum, one) => sum + one, 0);
        const scrollTop = seed % total;
        const anchor = pickAnchor(stack(old, scrollTop));
        if (anchor === undefined) return false;
        const found = stack([...added, ...old], scrollTop)[added.length + Number(anchor.id)];
        const next = restoredScrollTop(scrollTop, anchor, found?.top ?? Number.NaN);
        const after = stack([...added, ...old], next)[added.length + Number(anchor.id)];
        return after?.top === anchor.top;
      }),
    );
  });

  test("knows the end, with some slack", () => {
    expect(isAtEnd({ scrollTop: 480, clientHeight: 500, scrollHeight: 1000 })).toBe(true);
    expect(isAtEnd({ scrollTop: 400, clientHeight: 500, scrollHeight: 1000 })).toBe(false);
    // Overscroll reaches beyond the end.
    expect(distanceToEnd({ scrollTop: 520, clientHeight: 500, scrollHeight: 1000 })).toBe(0);
  });
});
