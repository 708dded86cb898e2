import { z } from "zod";
import { listOf, product, SUCCESS, success } from "../answers.ts";
import { callbackOf, MAX_URL } from "../callbacks.ts";
import { endpoint } from "../endpoint.ts";
import { subscribedApps } from "./business.ts";

const scope = "whatsapp_business_management";

export const getSubscribedApps = endpoint({
  id: "GET /{waba-id}/subscribed_apps",
  priority: 1,
  node: "business",
  scope,
  summary: "The apps that are told what happens.",
  input: z.object({ fields: z.string().max(4_096).optional() }),
  answer: listOf(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }) })),
  run: async ({ node }) => ({ data: subscribedApps(node) }),
});

/** A receiver that is named is asked first whether it expects events; without one the app's own callback holds. */
export const subscribeApp = endpoint({
  id: "POST /{waba-id}/subscribed_apps",
  priority: 1,
  node: "business",
  scope,
  summary: "Subscribe the app, with a receiver of its own for this account if one is named.",
  input: z.object({
    messaging_product: product,
    override_callback_uri: z.string().max(MAX_URL).optional(),
    verify_token: z.string().max(1_024).optional(),
  }),
  answer: success,
  async run({ node, context, input: { override_callback_uri: url, verify_token: token } }) {
    if (url) await context.accounts.subscribe(node.id, callbackOf(url, token));
    else await context.accounts.subscribe(node.id);
    return SUCCESS;
  },
});

export const unsubscribeApp = endpoint({
  id: "DELETE /{waba-id}/subscribed_apps",
  priority: 1,
  node: "business",
  scope,
  summary: "Unsubscribe the app: no webhooks any more.",
  input: z.object({}),
  answer: success,
  async run({ node, context }) {
    await context.accounts.unsubscribe(node.id);
    return SUCCESS;
  },
});
