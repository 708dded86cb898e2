export { type Config, ConfigError } from "./config.ts";
export { configTable, type Described, type Description, describeConfig } from "./describe.ts";
export { loadConfig } from "./load.ts";
export type { Mode } from "./setting.ts";
