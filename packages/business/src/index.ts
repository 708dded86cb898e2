export * from "./accounts/index.ts";
export * from "./events/index.ts";
export * from "./graph/index.ts";
export * from "./messages/index.ts";
export { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "./migrations/index.ts";
export * from "./outgoing/index.ts";
export * from "./rendering/index.ts";
export * from "./templates/index.ts";
export * from "./webhooks/index.ts";
