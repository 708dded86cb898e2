const HOUR_MS = 3_600_000;

/** What `x-business-use-case-usage` says: how much of an hour's calls an app has made about a business. */
export interface Usage {
  count(app: string, business: string): void;
  /** JSON by business. */
  header(app: string, business: string): string;
}

/** @param perHour 0: no limit, and so nothing of it is used. */
export function usageCounter(perHour: number, now: () => number): Usage {
  const calls = new Map<string, { count: number; until: number }>();
  const current = (app: string, business: string) => {
    const key = `${app}/${business}`;
    let held = calls.get(key);
    if (held === undefined || held.until <= now()) {
      held = { count: 0, until: now() + HOUR_MS };
      calls.set(key, held);
    }
    return held;
  };
  return {
    count(app, business) {
      current(app, business).count++;
    },
    header(app, business) {
      const { count, until } = current(app, business);
      const share = perHour > 0 ? Math.min(100, Math.ceil((100 * count) / perHour)) : 0;
      const minutes = share >= 100 ? Math.ceil((until - now()) / 60_000) : 0;
      const usage = { type: "messaging", call_count: share, total_cputime: 0, total_time: 0 };
      return JSON.stringify({ [business]: [{ ...usage, estimated_time_to_regain_access: minutes }] });
    },
  };
}
