import { DEFAULT_PUMPING, NO_PUMPING, type PumpingPolicy } from "@culver/server";
import type { Config } from "../config/index.ts";

const MINUTE_MS = 60_000;

/** When a prefix is closed to sign-up codes, as the operator set it. The sandbox's codes cost nothing. */
export function pumpingOf(config: Config): PumpingPolicy {
  const { sandbox, smsPumpingFloor: floor, smsPumpingPercent: percent, smsPumpingMinutes: minutes } = config;
  if (sandbox || percent === 0) return NO_PUMPING;
  return {
    ...DEFAULT_PUMPING,
    floor,
    // In proportion: a prefix proves nothing by codes that may still be entered, and a country spreads over many prefixes.
    burst: (floor * DEFAULT_PUMPING.burst) / DEFAULT_PUMPING.floor,
    countryFloor: (floor * DEFAULT_PUMPING.countryFloor) / DEFAULT_PUMPING.floor,
    minRatio: percent / 100,
    closeMs: minutes * MINUTE_MS,
    maxCloseMs: Math.max(DEFAULT_PUMPING.maxCloseMs, minutes * MINUTE_MS),
  };
}
