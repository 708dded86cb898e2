import { GraphError } from "../graph/index.ts";
import type { BusinessLimits } from "../model/index.ts";
import { type Bucket, level, take } from "./token-bucket.ts";

const HOUR_MS = 3_600_000;

/** How much of what is allowed has been used. */
export interface ManagementUse {
  /** 0 to 1. */
  readonly share: number;
  /** Milliseconds until the next call is let through; 0 while calls are. */
  readonly waitMs: number;
}

/** Calls that are not messages. */
export interface ManagementLimit {
  /** Counts a call of an app about a business. @throws GraphError 80007 */
  count(app: string, business: string): void;
  used(app: string, business: string): ManagementUse;
}

/** So many calls an hour of one app for one business (section 7); 0: no limit. */
export function managementLimit(
  { managementPerHour }: Pick<BusinessLimits, "managementPerHour">,
  now: () => number = Date.now,
): ManagementLimit {
  const buckets = new Map<string, Bucket>();
  const perMs = managementPerHour / HOUR_MS;
  return {
    count(app, business) {
      if (managementPerHour <= 0) return;
      const key = `${app}/${business}`;
      const at = now();
      const bucket = buckets.get(key) ?? { tokens: managementPerHour, at };
      buckets.set(key, bucket);
      if (!take(bucket, at, managementPerHour, perMs)) throw new GraphError(80007);
    },
    used(app, business) {
      const bucket = buckets.get(`${app}/${business}`);
      if (bucket === undefined) return { share: 0, waitMs: 0 };
      const left = level(bucket, now(), managementPerHour, perMs);
      return { share: 1 - left / managementPerHour, waitMs: Math.round(Math.max(0, (1 - left) / perMs)) };
    },
  };
}
