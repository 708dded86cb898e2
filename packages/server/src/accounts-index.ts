export type { Authenticate } from "./accounts/authenticate.ts";
export * from "./accounts/compose.ts";
export { LastSeen, runLastSeen } from "./accounts/last-seen.ts";
export type { DeviceDirectory } from "./devices/directory.ts";
export { TrustedProxies } from "./http/client-address.ts";
export { contentSecurityPolicy, securityHeaders } from "./http/content-policy.ts";
export type { HttpDoorContext } from "./http/context.ts";
export { createHttpDoor, type HttpDoor } from "./http/door.ts";
export { StaticFiles } from "./http/static-files.ts";
export { DEFAULT_LIMITS, type LimitPolicies, SANDBOX_LIMITS } from "./limits/policies.ts";
export { accountRetention } from "./operations/account-retention.ts";
export { createLogger, type LoggerOptions, type LogLevel } from "./operations/logger.ts";
export { createMetrics, type Metrics } from "./operations/metrics.ts";
export * from "./operations/retention.ts";
export type { RouteStatus, StatusSnapshot } from "./operations/status.ts";
export type { PrivacySettings } from "./privacy/privacy-settings.ts";
export type { PumpingAlarm } from "./pumping/alarm.ts";
export { DEFAULT_PUMPING, NO_PUMPING, type PumpingPolicy } from "./pumping/policy.ts";
export type { ClosedPrefix, PumpingGuard } from "./pumping/pumping-guard.ts";
export {
  countryOfNumber,
  isKnownCountry,
  PhoneNumberError,
  parseMobileNumber,
} from "./registration/phone-number.ts";
