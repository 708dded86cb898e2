import { z } from "zod";
import { GraphError, selectFields } from "../../graph/index.ts";
import { reading, SUCCESS, success } from "../answers.ts";
import { callbackOf, MAX_URL } from "../callbacks.ts";
import { endpoint } from "../endpoint.ts";
import { NUMBER_FIELDS, numberNode } from "../number-node.ts";
import { pinSchema } from "../pin.ts";

export const numberAnswer = z.looseObject({
  id: z.string(),
  verified_name: z.string().optional(),
  display_phone_number: z.string().optional(),
  quality_rating: z.string().optional(),
});

export const getNumber = endpoint({
  id: "GET /{phone-id}",
  priority: 1,
  node: "number",
  scope: "whatsapp_business_management",
  summary: "What a phone number is, by fields.",
  input: reading,
  answer: numberAnswer,
  run: async ({ node, context, fields }) =>
    selectFields(await numberNode(node, context), NUMBER_FIELDS, fields),
});

/** Where the number's own events go, and its PIN: both are set on the number itself. */
export const changeNumber = endpoint({
  id: "POST /{phone-id}",
  priority: 2,
  node: "number",
  scope: "whatsapp_business_management",
  summary: "Override the webhook of a number (`webhook_configuration`), or set its PIN.",
  input: z.object({
    webhook_configuration: z
      .object({
        override_callback_uri: z.string().max(MAX_URL),
        verify_token: z.string().max(1_024).optional(),
      })
      .optional()
      .describe("An empty override_callback_uri takes the override off."),
    pin: pinSchema.optional(),
  }),
  answer: success,
  async run({ node, context, input: { webhook_configuration: webhook, pin } }) {
    if (webhook === undefined && pin === undefined) {
      throw new GraphError(100, { details: "The parameter webhook_configuration or pin is required." });
    }
    if (webhook !== undefined) {
      const { override_callback_uri: url, verify_token: token } = webhook;
      await context.accounts.setNumberOverride(node.id, url === "" ? undefined : callbackOf(url, token));
    }
    if (pin !== undefined) await context.pins.set(node.id, pin);
    return SUCCESS;
  },
});
