export { type AnnouncerOptions, createAnnouncer } from "./announcer.ts";
export type { Callback } from "./callback.ts";
export { type AccountsOptions, openAccounts } from "./open-accounts.ts";
export type { BusinessAccounts, TokenRequest } from "./ports.ts";
export { DEFAULT_SCOPES, SCOPES, type TokenView } from "./token.ts";
