/** When a wait after wrong passwords ends. */
interface Tries {
  failures: number;
  until: number;
}

export interface WaitOptions {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly now: () => number;
}

/** How many keys are remembered; the one that was seen longest ago is forgotten first. */
const MOST_KEYS = 20_000;

/** Waits that grow with each failure. Each try counts as a failure until it is given back, so that many at once gain nothing. */
export interface Waits {
  /** 0 when it may be tried now, which then counts; otherwise for how many milliseconds it may not. */
  take(key: string): number;
  /** The try was right. */
  giveBack(key: string): void;
  /** All is forgotten. */
  clear(key: string): void;
}

export function createWaits({ free, firstWaitMs, longestWaitMs, now }: WaitOptions): Waits {
  const tries = new Map<string, Tries>();
  /** One failure is forgiven in this time. */
  const forgetMs = longestWaitMs * 4;
  return {
    take(key) {
      const held = tries.get(key);
      const at = now();
      if (held !== undefined && at < held.until) return held.until - at;
      const isOld = held === undefined || at > held.until + forgetMs;
      const failures = (isOld ? 0 : held.failures) + 1;
      const over = failures - free;
      const wait = over < 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(over, 30));
      tries.delete(key);
      tries.set(key, { failures, until: at + wait });
      const [oldest] = tries.keys();
      if (tries.size > MOST_KEYS && oldest !== undefined) tries.delete(oldest);
      return 0;
    },
    giveBack(key) {
      const held = tries.get(key);
      if (held === undefined) return;
      held.failures -= 1;
      if (held.failures < free) held.until = Math.min(held.until, now());
      if (held.failures <= 0) tries.delete(key);
    },
    clear: (key) => void tries.delete(key),
  };
}

/** What of an address is counted: of IPv6 the network that one customer has. */
export function addressKey(peer: string): string {
  if (!peer.includes(":") || peer.startsWith("::ffff:")) return peer.replace("::ffff:", "");
  const [head = "", tail = ""] = peer.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = Array(Math.max(0, 8 - groups.length - rest.length)).fill("0");
  return [...groups, ...zeros, ...rest].slice(0, 4).join(":");
}
