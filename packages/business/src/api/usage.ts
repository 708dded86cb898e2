import type { ManagementRate } from "./ports.ts";

const MINUTE_MS = 60_000;

/** `x-business-use-case-usage`: JSON by business, of how much of an hour's calls an app has made about it. */
export function usageHeader(business: string, { share, waitMs }: ReturnType<ManagementRate["used"]>): string {
  const usage = { type: "messaging", call_count: Math.ceil(100 * share), total_cputime: 0, total_time: 0 };
  return JSON.stringify({
    [business]: [{ ...usage, estimated_time_to_regain_access: Math.ceil(waitMs / MINUTE_MS) }],
  });
}
