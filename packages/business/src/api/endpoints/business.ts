import { z } from "zod";
import { type GraphNode, selectFields } from "../../graph/index.ts";
import type { Business } from "../../model/index.ts";
import { listOf, paging, reading } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { listBody, nodeFields } from "../lists.ts";
import { NUMBER_FIELDS, numberNode } from "../number-node.ts";
import type { ApiContext } from "../options.ts";
import { numberAnswer } from "./number.ts";

const BUSINESS_FIELDS = nodeFields(
  "WhatsAppBusinessAccount",
  ["id", "name", "timezone_id", "message_template_namespace"],
  [
    ...["account_review_status", "business_verification_status", "country", "currency", "creation_time"],
    ...["health_status", "is_enabled_for_insights", "owner_business_info", "ownership_type", "phone_numbers"],
    ...["primary_business_location", "status", "subscribed_apps"],
  ],
);

async function businessNode(business: Business, context: ApiContext): Promise<GraphNode> {
  const numbers = context.accounts.numbersOf(business.id);
  return {
    id: business.id,
    name: business.name,
    // Meta's number for UTC; times of a business are not kept.
    timezone_id: "0",
    message_template_namespace: business.id,
    account_review_status: "APPROVED",
    business_verification_status: "verified",
    status: "ACTIVE",
    ownership_type: "SELF",
    creation_time: Math.floor(business.createdAt / 1_000),
    owner_business_info: { id: business.id, name: business.name },
    phone_numbers: { data: await Promise.all(numbers.map((number) => numberNode(number, context))) },
    subscribed_apps: { data: subscribedApps(business) },
  };
}

/** The one app a business has, if it is subscribed. */
export function subscribedApps(business: Business): readonly GraphNode[] {
  if (!business.isSubscribed) return [];
  return [
    {
      whatsapp_business_api_data: { id: business.app, name: business.name },
      ...(business.override && { override_callback_uri: business.override }),
    },
  ];
}

export const getBusiness = endpoint({
  id: "GET /{waba-id}",
  priority: 2,
  node: "business",
  scope: "whatsapp_business_management",
  summary: "What a business account is, by fields.",
  input: reading,
  answer: z.looseObject({ id: z.string() }),
  run: async ({ node, context, fields }) =>
    selectFields(await businessNode(node, context), BUSINESS_FIELDS, fields),
});

export const listNumbers = endpoint({
  id: "GET /{waba-id}/phone_numbers",
  priority: 1,
  node: "business",
  scope: "whatsapp_business_management",
  summary: "The phone numbers of a business account.",
  input: paging,
  answer: listOf(numberAnswer),
  async run(call) {
    const numbers = call.context.accounts.numbersOf(call.node.id);
    const nodes = await Promise.all(numbers.map((number) => numberNode(number, call.context)));
    return listBody(
      call,
      nodes,
      (node) => String(node.id),
      NUMBER_FIELDS,
      (node) => node,
    );
  },
});
