import { createHmac } from "node:crypto";
import { GraphError } from "../graph/index.ts";
import type { Access, App, Scope } from "../model/index.ts";
import type { ApiAccounts } from "./ports.ts";
import { isSame } from "./same.ts";

/** Longest token that is looked at, characters. */
const MAX_TOKEN = 1_024;

/** The token of a request's head or query: "Bearer", or "OAuth" as uploads have it. */
export function tokenOf(request: Request, url: URL): string | undefined {
  const header = request.headers.get("authorization");
  const match = header === null ? null : /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header);
  return match?.[1] ?? (url.searchParams.get("access_token") || undefined);
}

/**
 * Who a token speaks for: one of a business, or an app's own, `{app-id}|{secret}`.
 * @throws GraphError 0 without a token, 190 for one that is not good
 */
export async function authenticate(token: string | undefined, accounts: ApiAccounts): Promise<Access> {
  if (token === undefined || token === "") {
    throw new GraphError(0, { message: "(#0) An access token is required to request this resource." });
  }
  const access = token.length > MAX_TOKEN ? undefined : await accessOf(token, accounts);
  if (access === undefined) throw invalid("Cannot parse access token");
  if (!("invalid" in access)) return access;
  if (access.invalid === "expired") throw invalid("Session has expired", 463);
  if (access.invalid === "revoked") throw invalid("The session has been invalidated", 460);
  throw invalid("Cannot parse access token");
}

async function accessOf(token: string, accounts: ApiAccounts) {
  const app = appOfToken(token, accounts);
  return app === undefined ? await accounts.authenticate(token) : accessOfApp(app);
}

const APP_SCOPES: readonly Scope[] = ["whatsapp_business_management"];

const accessOfApp = ({ id, business }: App): Access => ({
  token: `app:${id}`,
  app: id,
  business,
  scopes: APP_SCOPES,
});

/** The app whose own token this is: with its secret, or with what POST /oauth/access_token gave for it. */
export function appOfToken(token: string, accounts: Pick<ApiAccounts, "app">): App | undefined {
  const bar = token.indexOf("|");
  const app = bar > 0 ? accounts.app(token.slice(0, bar)) : undefined;
  if (app === undefined) return undefined;
  const given = token.slice(bar + 1);
  return isSame(given, app.secret) || isSame(given, appTokenKey(app)) ? app : undefined;
}

/** An app's token; good until its secret changes. */
export const newAppToken = (app: App): string => `${app.id}|${appTokenKey(app)}`;

const appTokenKey = ({ id, secret }: App): string =>
  createHmac("sha256", secret).update(`app token ${id}`).digest("base64url");

/** `appsecret_proof`: the token's HMAC under the app's secret, which shows that the asker has both. @throws GraphError 100 */
export function requireProof(proof: unknown, token: string, app: App | undefined): void {
  if (proof === undefined || proof === null) return;
  const right = app && createHmac("sha256", app.secret).update(token).digest("hex");
  if (typeof proof === "string" && right !== undefined && isSame(proof.toLowerCase(), right)) return;
  throw new GraphError(100, {
    message: "Invalid appsecret_proof provided in the API argument",
    details: "appsecret_proof is not the token's HMAC under the app's secret.",
  });
}

/** @throws GraphError 10 for messages, 200 for the rest */
export function requireScope(access: Access, scope: Scope): void {
  if (access.scopes.includes(scope)) return;
  const details = `The access token lacks the permission ${scope}.`;
  throw new GraphError(scope === "whatsapp_business_messaging" ? 10 : 200, { details });
}

function invalid(why: string, subcode?: number): GraphError {
  return new GraphError(190, {
    message: `Error validating access token: ${why}.`,
    details: why,
    ...(subcode !== undefined && { subcode }),
  });
}
