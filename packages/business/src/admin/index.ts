export { type AdminOptions, createAdmin } from "./create-admin.ts";
export { AdminError } from "./errors.ts";
export type { AgentsDesk } from "./ports.ts";
export type { SignedUp, SignUpAnswer, SignUpRequest } from "./sign-up.ts";
