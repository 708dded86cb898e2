export * from "./api.ts";
export { LINK_DAYS, linkFor } from "./attachments/link-for.ts";
export type { ClientOptions } from "./client-options.ts";
export type { Log } from "./core/log.ts";
export { createClient } from "./create-client.ts";
export {
  ClientError,
  ConnectionLostError,
  DeviceBusyError,
  StoreClosedError,
  StoreFormatError,
} from "./errors.ts";
export { MemoryStore } from "./store/memory.ts";
export { MIGRATIONS, type Migration, migrate } from "./store/migrations.ts";
export type { Entry, KeyRange, Operation, Store } from "./store/port.ts";
