export * from "./accounts/index.ts";
export type { SignedUp, SignUpAnswer } from "./admin/index.ts";
export {
  type Api,
  type ApiOptions,
  type ApiSettings,
  createApi,
  createRegistrar,
  DOWNLOAD,
  defaultApiSettings,
  ENDPOINTS,
  isApiPath,
} from "./api/index.ts";
export * from "./devices/index.ts";
export * from "./engine/index.ts";
export * from "./events/index.ts";
export * from "./graph/index.ts";
export * from "./inbox/index.ts";
export * from "./library/index.ts";
export { type BusinessMedia, type MediaOptions, type MediaSettings, openMedia } from "./media/index.ts";
export * from "./messages/index.ts";
export { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "./migrations/index.ts";
export type * from "./model/index.ts";
export * from "./outgoing/index.ts";
export * from "./process/index.ts";
export * from "./rendering/index.ts";
export * from "./replies/index.ts";
export { type ManagementLimit, managementLimit } from "./rules/index.ts";
export * from "./templates/index.ts";
export * from "./webhooks/index.ts";
