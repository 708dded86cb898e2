import { z } from "zod";
import type { Access } from "../../model/index.ts";
import { appOfToken } from "../authenticate.ts";
import { endpoint } from "../endpoint.ts";
import type { ApiContext } from "../options.ts";
import type { TokenKnown } from "../ports.ts";

const seconds = (at: number | undefined): number => (at === undefined ? 0 : Math.floor(at / 1_000));

/** What a token is: of the same business as the one that asks, or nothing is said of it. */
export const debugToken = endpoint({
  id: "GET /debug_token",
  priority: 1,
  node: "none",
  scope: "whatsapp_business_management",
  summary: "What a token allows, and until when.",
  input: z.object({ input_token: z.string().min(1).max(1_024) }),
  answer: z.object({
    data: z.looseObject({
      is_valid: z.boolean(),
      app_id: z.string().optional(),
      scopes: z.array(z.string()),
      expires_at: z.number().optional(),
    }),
  }),
  run: async ({ context, access, input }) => ({ data: describe(input.input_token, access, context) }),
});

function describe(token: string, asker: Access, context: ApiContext): object {
  const { accounts, now } = context;
  const app = appOfToken(token, accounts);
  if (app?.business === asker.business) {
    const name = accounts.business(app.business)?.name ?? "";
    return { app_id: app.id, type: "APP", application: name, is_valid: true, expires_at: 0, scopes: [] };
  }
  const known = accounts.describeToken(token);
  if (known === undefined || known.business !== asker.business) return invalid("Invalid OAuth access token.");
  const failure = failureOf(known, now());
  return {
    app_id: known.app,
    type: "SYSTEM_USER",
    application: accounts.business(known.business)?.name ?? "",
    data_access_expires_at: 0,
    expires_at: seconds(known.expiresAt),
    issued_at: seconds(known.createdAt),
    user_id: known.id,
    ...(failure ?? { is_valid: true }),
    scopes: known.scopes,
    granular_scopes: known.scopes.map((scope) => ({ scope, target_ids: [known.business] })),
  };
}

function failureOf(token: TokenKnown, now: number): object | undefined {
  const failed = (message: string, subcode: number) => ({
    is_valid: false,
    error: { code: 190, message, subcode },
  });
  if (token.revokedAt !== undefined) return failed("The session has been invalidated.", 460);
  return token.expiresAt !== undefined && token.expiresAt <= now
    ? failed("Session has expired.", 463)
    : undefined;
}

const invalid = (message: string) => ({ is_valid: false, scopes: [], error: { code: 190, message } });
