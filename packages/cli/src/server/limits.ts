import {
  DEFAULT_LIMITS,
  DEFAULT_STREAM_LIMITS,
  type LimitPolicies,
  SANDBOX_LIMITS,
  type StreamLimits,
} from "@culver/server";
import type { Config } from "../config/index.ts";

const HOUR_MS = 3_600_000;

const perDay = (count: number) => ({ capacity: count, refill: count, perMs: 24 * HOUR_MS });
const perHour = (count: number) => ({ capacity: count, refill: count, perMs: HOUR_MS });

/** The limits of sign-up and of files as the operator set them; everything else as the server has it. */
export function limitsOf(config: Config): LimitPolicies {
  if (config.sandbox) return SANDBOX_LIMITS;
  return {
    ...DEFAULT_LIMITS,
    registrationNumber: perHour(config.registrationsPerNumber),
    registrationAddress: perHour(config.registrationsPerIp),
    registrationPrefix: perHour(config.registrationsPerPrefix),
    mediaBytes: perDay(config.mediaMegabytesPerDay * 1024 * 1024),
    registrationCountry: perHour(config.registrationsPerCountry),
  };
}

/** The stream's limits as the operator set them. */
export function streamLimitsOf(config: Config): Partial<StreamLimits> {
  const { maxStanzaBytes, resumptionMinutes, messagesPerSecond } = config;
  return {
    maxStanzaBytes,
    resumeMs: resumptionMinutes * 60_000,
    messagesPerSecond,
    messageBurst: Math.max(DEFAULT_STREAM_LIMITS.messageBurst, messagesPerSecond),
  };
}
