export { type Api, createApi, isApiPath } from "./create-api.ts";
export { DOWNLOAD } from "./download.ts";
export type { Call, Endpoint, NodeKind } from "./endpoint.ts";
export {
  type ApiContext,
  type ApiLog,
  type ApiOptions,
  type ApiSettings,
  defaultApiSettings,
} from "./options.ts";
export type { AccountChanges, ApiAccounts, ManagementRate, Registrar, TemplateEndpoints } from "./ports.ts";
export { createRegistrar, type RegistrarOptions } from "./registrar.ts";
export { ENDPOINTS } from "./table.ts";
