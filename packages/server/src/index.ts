export * from "./accounts-index.ts";
export { clientAddress, plainAddress } from "./http/client-address.ts";
export { isLocalRequest } from "./http/operator-access.ts";
export { MIGRATIONS } from "./migrations/index.ts";
export * from "./ports.ts";
export { type CulverServer, createServer, type ServerOptions, type ServerStats } from "./server.ts";
export type { SmsServices } from "./sms/create-sms-side.ts";
export * from "./sms/ports.ts";
export { DEFAULT_STREAM_LIMITS, type StreamLimits } from "./stream/stream-options.ts";
