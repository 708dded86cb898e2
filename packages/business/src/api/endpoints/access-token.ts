import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import type { App } from "../../model/index.ts";
import { newAppToken } from "../authenticate.ts";
import { endpoint } from "../endpoint.ts";
import type { ApiContext } from "../options.ts";
import { isSame } from "../same.ts";

const input = z.object({
  client_id: z.string().min(1).max(64),
  client_secret: z.string().min(1).max(256),
  grant_type: z.enum(["client_credentials", "fb_exchange_token"]).optional(),
  fb_exchange_token: z.string().max(1_024).optional(),
});

type Asked = z.infer<typeof input>;

const answer = z.object({
  access_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.number().optional(),
});

const described = {
  priority: 2,
  node: "none",
  scope: undefined,
  summary: "An app's own token, or a long-lived one for another, for whoever has the app's secret.",
  input,
  answer,
  run: (call: { readonly context: ApiContext; readonly input: Asked }) => grant(call.input, call.context),
} as const;

export const getAccessToken = endpoint({ id: "GET /oauth/access_token", ...described });
export const postAccessToken = endpoint({ id: "POST /oauth/access_token", ...described });

async function grant(asked: Asked, context: ApiContext): Promise<z.infer<typeof answer>> {
  const app = context.accounts.app(asked.client_id);
  if (app === undefined || !isSame(asked.client_secret, app.secret)) {
    throw new GraphError(100, {
      message: "Error validating client secret.",
      details: "client_id and client_secret are not those of an app here.",
    });
  }
  context.rate.count(app.id, app.business);
  if (asked.fb_exchange_token !== undefined) return await exchange(app, asked.fb_exchange_token, context);
  if (asked.grant_type === "fb_exchange_token") {
    throw new GraphError(100, { details: "The parameter fb_exchange_token is required." });
  }
  return { access_token: newAppToken(app), token_type: "bearer" };
}

/** A token that lasts longer, with the same scopes. */
async function exchange(app: App, token: string, context: ApiContext): Promise<z.infer<typeof answer>> {
  const { accounts, settings, now } = context;
  const access = await accounts.authenticate(token);
  if ("invalid" in access || access.app !== app.id) throw new GraphError(190);
  const made = await accounts.createToken({
    business: access.business,
    scopes: access.scopes,
    expiresAt: now() + settings.exchangedMs,
    label: "exchanged",
  });
  return {
    access_token: made.token,
    token_type: "bearer",
    expires_in: Math.floor(settings.exchangedMs / 1_000),
  };
}
