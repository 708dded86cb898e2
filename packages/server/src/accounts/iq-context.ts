import type { Database } from "@culver/storage";
import type { DeviceLists } from "../devices/device-lists.ts";
import type { KeyPackages } from "../keys/key-packages.ts";
import type { LimitsFor } from "../limits/account-limits.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { AccountHooks } from "../ports.ts";
import type { PrivacySettings } from "../privacy/privacy-settings.ts";

/** What the iqs of this side work with. */
export interface IqContext {
  readonly database: Database;
  readonly lists: DeviceLists;
  readonly keys: KeyPackages;
  readonly privacy: PrivacySettings;
  readonly limiter: RateLimiter;
  readonly limitsFor: LimitsFor;
  readonly hooks: AccountHooks;
  readonly now: () => number;
}
