export { type OpenEngine, openEngine } from "./open-engine.ts";
export type { EngineLog, EngineOptions } from "./options.ts";
