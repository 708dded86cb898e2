import { createHash, randomBytes } from "node:crypto";
import type { Access, Scope } from "../model/index.ts";

/** Names of what a token may allow, as the Cloud API has them. */
export const SCOPES: readonly Scope[] = [
  "whatsapp_business_messaging",
  "whatsapp_business_management",
  "business_management",
];

/** What a token has unless told: all that the software of a business needs. */
export const DEFAULT_SCOPES: readonly Scope[] = [
  "whatsapp_business_messaging",
  "whatsapp_business_management",
];

/** A token as lists show it: never the token itself. Times are milliseconds since 1970. */
export interface TokenView {
  readonly id: string;
  readonly business: string;
  readonly app: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

/** Octets of chance in a token. */
const TOKEN_BYTES = 40;

/** A new token: letters and digits alone, beginning as the Cloud API's do, for clients that look. */
export function newToken(): string {
  const chance = BigInt(`0x${randomBytes(TOKEN_BYTES).toString("hex")}`);
  return `EAA${chance.toString(36)}`;
}

/** By which a token is found; nothing else of it is kept. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("base64url");
}

/** What signs webhooks: 32 hexadecimal digits. */
export function newSecret(): string {
  return randomBytes(16).toString("hex");
}

/** Whether a token is good at `now`, and what it then allows. */
export function accessOf(
  token: TokenView | undefined,
  now: number,
): Access | { readonly invalid: "unknown" | "expired" | "revoked" } {
  if (token === undefined) return { invalid: "unknown" };
  if (token.revokedAt !== undefined) return { invalid: "revoked" };
  const { id, app, business, scopes, expiresAt } = token;
  if (expiresAt !== undefined && expiresAt <= now) return { invalid: "expired" };
  return { token: id, app, business, scopes, expiresAt };
}
