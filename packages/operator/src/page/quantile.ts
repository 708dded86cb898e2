import type { HistogramState } from "@culver/sms";

/** The bound below which this share of observations lies; undefined when there is none, or it lies above all bounds. */
export function quantile({ bounds, counts, count }: HistogramState, share: number): number | undefined {
  if (count === 0) return undefined;
  let sum = 0;
  for (const [i, bound] of bounds.entries()) {
    sum += counts[i] ?? 0;
    if (sum >= share * count) return bound;
  }
  return undefined;
}
