import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { BusinessAccounts } from "../accounts/index.ts";
import type { RelayPort, TemplateDesk } from "../model/index.ts";
import type { WebhookQueue } from "../webhooks/index.ts";
import { businessRoutes, tokenRoutes } from "./account-routes.ts";
import { agentRoutes, templateRoutes } from "./desk-routes.ts";
import { AdminError, answerError } from "./errors.ts";
import type { AdminDevices, AgentsDesk } from "./ports.ts";
import { readBody, requireToken } from "./request.ts";
import { signUpBody } from "./schemas.ts";
import { createSignUp } from "./sign-up.ts";
import { webhookRoutes } from "./webhook-routes.ts";

export interface AdminOptions {
  readonly accounts: BusinessAccounts;
  readonly queue: Pick<WebhookQueue, "desk" | "backlog" | "targets">;
  readonly devices: AdminDevices;
  /** Where the relay is in the same process, numbers are signed up by its word. */
  readonly relay?: RelayPort | undefined;
  readonly templates: TemplateDesk;
  readonly agents: AgentsDesk;
  /** Who has it may do everything here: readable by the owner of the data folder alone. */
  readonly token: string;
  /** Where software and agents reach this process. */
  readonly publicUrl: URL;
}

const MAX_BODY_BYTES = 64 * 1024;

/** The calls of `culver business`, below /business/admin: for the bearer of the operator's token. */
export function createAdmin(options: AdminOptions): { fetch(request: Request): Promise<Response> } {
  const { accounts, devices, queue } = options;
  const signUp = createSignUp(options);
  const app = new Hono().basePath("/business/admin");
  app.onError(answerError);
  app.notFound((context) =>
    answerError(new AdminError("There is no such thing.", { status: 404, code: "not_found" }), context),
  );
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.use(requireToken(options.token));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) =>
        answerError(new AdminError("The body is too large.", { status: 413, code: "too_large" }), context),
    }),
  );
  app.post("/numbers", async (context) => context.json(await signUp(await readBody(context, signUpBody))));
  app.route("/businesses", businessRoutes(accounts, devices));
  app.route("/tokens", tokenRoutes(accounts));
  app.route("/webhooks", webhookRoutes(queue));
  app.route("/templates", templateRoutes(options.templates));
  app.route("/agents", agentRoutes(options.agents));
  return { fetch: async (request) => app.fetch(request) };
}
