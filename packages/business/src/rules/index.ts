export { type ManagementLimit, managementLimit } from "./management.ts";
export { PairRate } from "./pair-rate.ts";
export { Throughput } from "./throughput.ts";
export { TIER_MS, Tier } from "./tier.ts";
export { windowEndsAt } from "./window.ts";
