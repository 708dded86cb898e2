export type { LegCounters } from "./counters.ts";
export type { LegAccount, LegDelivery, LegDevice, LegHome } from "./home.ts";
export { NoDeviceError } from "./homeless.ts";
export { type LegState, openSmsLeg, type SmsLeg } from "./leg.ts";
export { LEG_MIGRATIONS } from "./migrations/index.ts";
export { DEFAULT_LEG_LIMITS, type LegLimits, type LegTerms, type SmsLegOptions } from "./options.ts";
export { PoolError, parsePool } from "./pool-numbers.ts";
export { termsFrom } from "./terms.ts";
