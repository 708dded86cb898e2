export { isAllowedHost } from "./allowed-hosts.ts";
export * from "./errors.ts";
export { guardedRequest } from "./guarded-request.ts";
export type { OutgoingAnswer, OutgoingHeaders, OutgoingOptions } from "./options.ts";
export { isPublicAddress } from "./public-address.ts";
export { outgoingUrl } from "./redirects.ts";
export type { ResolveName } from "./resolve.ts";
