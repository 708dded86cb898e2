import { z } from "zod";
import { GraphError, selectFields } from "../../graph/index.ts";
import type { App } from "../../model/index.ts";
import { listOf, reading, SUCCESS, success } from "../answers.ts";
import { callbackOf, MAX_URL } from "../callbacks.ts";
import { endpoint } from "../endpoint.ts";
import { nodeFields } from "../lists.ts";

const scope = "whatsapp_business_management";
const OBJECT = "whatsapp_business_account";
const APP_FIELDS = nodeFields("Application", ["id", "name", "category", "link", "namespace"]);

export const getApp = endpoint({
  id: "GET /{app-id}",
  priority: 2,
  node: "app",
  scope,
  summary: "What an app is, by fields; /app is the token's own.",
  input: reading,
  answer: z.looseObject({ id: z.string() }),
  async run({ node, context, fields }) {
    const name = context.accounts.business(node.business)?.name ?? "";
    return selectFields({ category: "Business", name, id: node.id }, APP_FIELDS, fields);
  },
});

export const getSubscriptions = endpoint({
  id: "GET /{app-id}/subscriptions",
  priority: 2,
  node: "app",
  scope,
  summary: "The app's own callback and the fields it is told.",
  input: z.object({ fields: z.string().max(4_096).optional() }),
  answer: listOf(z.looseObject({ object: z.string(), callback_url: z.string() })),
  run: async ({ node, version }) => ({ data: subscriptionsOf(node, version) }),
});

function subscriptionsOf({ callbackUrl, fields }: App, version: string): readonly object[] {
  if (callbackUrl === undefined) return [];
  const told = fields.length === 0 ? ["messages"] : fields;
  const listed = told.map((name) => ({ name, version }));
  return [{ object: OBJECT, callback_url: callbackUrl, active: true, fields: listed }];
}

const names = z.array(z.union([z.string().max(64), z.object({ name: z.string().max(64) })])).max(64);

/** The callback is asked first whether it expects events (section 5). */
export const setSubscription = endpoint({
  id: "POST /{app-id}/subscriptions",
  priority: 2,
  node: "app",
  scope,
  summary: "Set the app's own callback and the fields it is told.",
  input: z.object({
    object: z.string().max(64),
    callback_url: z.string().max(MAX_URL),
    verify_token: z.string().max(1_024),
    fields: z
      .union([z.string().max(4_096), names])
      .optional()
      .describe("Names, as a list or with commas."),
    include_values: z.boolean().optional(),
  }),
  answer: success,
  async run({ node, context, input: { object, callback_url, verify_token, fields } }) {
    if (object !== OBJECT) throw new GraphError(100, { details: `Param object must be one of {${OBJECT}}.` });
    const callback = callbackOf(callback_url, verify_token);
    await context.accounts.setCallback(node.id, { ...callback, fields: fieldNames(fields) });
    return SUCCESS;
  },
});

function fieldNames(fields: string | z.infer<typeof names> | undefined): readonly string[] {
  const list = typeof fields === "string" ? listed(fields) : (fields ?? []);
  return list
    .map((field) => (typeof field === "string" ? field : field.name).trim())
    .filter((name) => name !== "");
}

/** "a,b", or the list as JSON text. */
function listed(text: string): z.infer<typeof names> {
  if (!text.trimStart().startsWith("[")) return text.split(",");
  try {
    const parsed = names.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (cause) {
    throw new GraphError(100, { details: "Param fields is not a list.", cause });
  }
  throw new GraphError(100, { details: "Param fields is not a list of names." });
}

export const deleteSubscription = endpoint({
  id: "DELETE /{app-id}/subscriptions",
  priority: 2,
  node: "app",
  scope,
  summary: "Take the app's own callback off.",
  input: z.object({ object: z.string().max(64).optional() }),
  answer: success,
  async run({ node, context }) {
    await context.accounts.setCallback(node.id, undefined);
    return SUCCESS;
  },
});
