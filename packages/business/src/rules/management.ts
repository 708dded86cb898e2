import { GraphError } from "../graph/index.ts";
import type { BusinessLimits } from "../model/index.ts";
import { type Bucket, take } from "./token-bucket.ts";

const HOUR_MS = 3_600_000;

/** Calls that are not messages. */
export interface ManagementLimit {
  /** Counts a call of an app about a business. @throws GraphError 80007 */
  count(app: string, business: string): void;
}

/** So many calls an hour of one app for one business (section 7); 0: no limit. */
export function managementLimit(
  { managementPerHour }: Pick<BusinessLimits, "managementPerHour">,
  now: () => number = Date.now,
): ManagementLimit {
  const buckets = new Map<string, Bucket>();
  return {
    count(app, business) {
      if (managementPerHour <= 0) return;
      const key = `${app}/${business}`;
      const at = now();
      const bucket = buckets.get(key) ?? { tokens: managementPerHour, at };
      buckets.set(key, bucket);
      if (!take(bucket, at, managementPerHour, managementPerHour / HOUR_MS)) throw new GraphError(80007);
    },
  };
}
