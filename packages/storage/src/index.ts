export * from "./database.ts";
export * from "./errors.ts";
export * from "./migrate.ts";
export * from "./migration.ts";
export * from "./open.ts";
export { placeholders } from "./sql-text.ts";
export { BIGINT_SUFFIX, type Row, type Value } from "./value.ts";
