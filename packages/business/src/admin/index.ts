export { type AdminOptions, createAdmin } from "./create-admin.ts";
export type { AgentsDesk } from "./ports.ts";
export type { SignedUp, SignUpAnswer, SignUpRequest } from "./sign-up.ts";
