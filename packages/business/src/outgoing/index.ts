export * from "./errors.ts";
export { guardedRequest } from "./guarded-request.ts";
export type { OutgoingAnswer, OutgoingHeaders, OutgoingOptions } from "./options.ts";
export { isPublicAddress } from "./public-address.ts";
export type { ResolveName } from "./resolve.ts";
