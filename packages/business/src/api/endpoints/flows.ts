import { z } from "zod";
import { GraphError, type GraphNode, selectFields } from "../../graph/index.ts";
import { listOf, paging, reading, SUCCESS, success } from "../answers.ts";
import { type Call, endpoint } from "../endpoint.ts";
import { requireFlowJson, validationErrors } from "../flow-json.ts";
import { listBody, nodeFields } from "../lists.ts";
import {
  countFlows,
  deleteFlow,
  type Flow,
  findFlow,
  flowsOf,
  insertFlow,
  MOST_FLOWS,
  updateFlow,
} from "../store/flows.ts";

/** Flows are kept as documents; sending one is not supported (131051). */
const scope = "whatsapp_business_management";
const CATEGORIES = [
  ...["SIGN_UP", "SIGN_IN", "APPOINTMENT_BOOKING", "LEAD_GENERATION", "CONTACT_US", "CUSTOMER_SUPPORT"],
  ...["SURVEY", "SHOPPING", "OTHER"],
] as const;
const node = z.looseObject({ id: z.string(), name: z.string().optional(), status: z.string().optional() });
const url = z
  .string()
  .max(2_048)
  .refine((text) => URL.parse(text)?.protocol === "https:", "must be a URL of https");

const FLOW_FIELDS = nodeFields(
  "WhatsAppFlow",
  ["id", "name", "status", "categories", "validation_errors"],
  [
    ...["json_version", "data_api_version", "endpoint_uri", "preview", "whatsapp_business_account"],
    ...["application", "health_status", "updated_at"],
  ],
);

interface Versions {
  readonly json_version?: string;
  readonly data_api_version?: string;
}

function versionsIn(json: string | undefined): Versions {
  const held = json === undefined ? {} : (JSON.parse(json) as Record<string, unknown>);
  return {
    ...(typeof held.version === "string" && { json_version: held.version }),
    ...(typeof held.data_api_version === "string" && { data_api_version: held.data_api_version }),
  };
}

function flowNode(
  flow: Omit<Flow, "json">,
  versions: Versions | undefined,
  { accounts }: Call["context"],
): GraphNode {
  const business = accounts.business(flow.business);
  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    // Screens with errors are told of when they come, and not kept.
    validation_errors: [],
    ...versions,
    ...(flow.endpointUri && { endpoint_uri: flow.endpointUri }),
    ...(business && { whatsapp_business_account: { id: business.id, name: business.name } }),
    ...(business && { application: { id: business.app, name: business.name } }),
    updated_at: new Date(flow.changedAt).toISOString(),
  };
}

export const listFlows = endpoint({
  id: "GET /{waba-id}/flows",
  priority: 2,
  node: "business",
  scope,
  summary: "The flows of a business account.",
  input: paging,
  answer: listOf(node),
  async run(call) {
    const { context, fields, node } = call;
    const flows = await flowsOf(context.database, node.id);
    const versions = new Map<string, Versions>();
    if (fields?.has("json_version") || fields?.has("data_api_version")) {
      // One after the other: each may be large.
      for (const { id } of flows) versions.set(id, versionsIn((await findFlow(context.database, id))?.json));
    }
    return listBody(
      call,
      flows,
      ({ id }) => id,
      FLOW_FIELDS,
      (flow) => flowNode(flow, versions.get(flow.id), context),
    );
  },
});

export const createFlow = endpoint({
  id: "POST /{waba-id}/flows",
  priority: 2,
  node: "business",
  scope,
  summary: "Create a flow, perhaps as a copy of another.",
  input: z.object({
    name: z.string().min(1).max(200),
    categories: z.array(z.enum(CATEGORIES)).min(1),
    clone_flow_id: z.string().max(64).optional(),
    endpoint_uri: url.optional(),
    flow_json: z.string().optional(),
    publish: z.boolean().optional(),
  }),
  answer: z.object({ id: z.string(), success: z.boolean(), validation_errors: z.array(z.unknown()) }),
  async run({ node: business, context, input }) {
    const { database, now } = context;
    if ((await countFlows(database, business.id)) >= MOST_FLOWS) {
      throw new GraphError(100, { details: `A business account has at most ${MOST_FLOWS} flows.` });
    }
    const copied =
      input.clone_flow_id === undefined ? undefined : await findFlow(database, input.clone_flow_id);
    if (input.clone_flow_id !== undefined && copied?.business !== business.id) {
      throw new GraphError(100, { details: "Param clone_flow_id is not the id of a flow." });
    }
    const json = input.flow_json ?? copied?.json;
    const errors = json === undefined ? [] : validationErrors(json);
    const isGood = json !== undefined && errors.length === 0;
    const id = await insertFlow(
      database,
      {
        business: business.id,
        name: input.name,
        status: input.publish && isGood ? "PUBLISHED" : "DRAFT",
        categories: input.categories,
        endpointUri: input.endpoint_uri ?? copied?.endpointUri,
        // What is not even JSON is not kept.
        json: isGood ? json : undefined,
      },
      now(),
    );
    return { id, success: true, validation_errors: errors };
  },
});

const described = { priority: 2, node: "flow", scope } as const;

export const getFlow = endpoint({
  ...described,
  id: "GET /{flow-id}",
  summary: "A flow, by fields.",
  input: reading,
  answer: node,
  run: async ({ node: flow, context, fields }) =>
    selectFields(flowNode(flow, versionsIn(flow.json), context), FLOW_FIELDS, fields),
});

export const changeFlow = endpoint({
  ...described,
  id: "POST /{flow-id}",
  summary: "Change a flow's name, categories or endpoint.",
  input: z.object({
    name: z.string().min(1).max(200).optional(),
    categories: z.array(z.enum(CATEGORIES)).min(1).optional(),
    endpoint_uri: url.optional(),
    application_id: z.string().max(64).optional(),
  }),
  answer: success,
  async run(call) {
    const { name = call.node.name, categories = call.node.categories, endpoint_uri } = call.input;
    return await store(call, {
      ...call.node,
      name,
      categories,
      endpointUri: endpoint_uri ?? call.node.endpointUri,
    });
  },
});

export const deleteFlowEndpoint = endpoint({
  ...described,
  id: "DELETE /{flow-id}",
  summary: "Delete a flow that was never published.",
  input: z.object({}),
  answer: success,
  async run({ node: flow, context }) {
    if (await deleteFlow(context.database, flow.id)) return SUCCESS;
    throw new GraphError(100, { details: "Only a flow that is a draft can be deleted." });
  },
});

export const publishFlow = endpoint({
  ...described,
  id: "POST /{flow-id}/publish",
  summary: "Publish a flow; it cannot be changed any more.",
  input: z.object({}),
  answer: success,
  async run(call) {
    requireFlowJson(call.node.json);
    if (call.node.status !== "DRAFT")
      throw new GraphError(100, { details: "Only a draft can be published." });
    return await store(call, { ...call.node, status: "PUBLISHED" });
  },
});

export const deprecateFlow = endpoint({
  ...described,
  id: "POST /{flow-id}/deprecate",
  summary: "Take a published flow out of use.",
  input: z.object({}),
  answer: success,
  async run(call) {
    if (call.node.status !== "PUBLISHED") {
      throw new GraphError(100, { details: "Only a flow that is published can be deprecated." });
    }
    return await store(call, { ...call.node, status: "DEPRECATED" });
  },
});

async function store({ node: old, context }: Call<"flow">, flow: Flow): Promise<object> {
  if (await updateFlow(context.database, flow, old.status, context.now())) return SUCCESS;
  throw new GraphError(100, { details: "The flow has been changed by somebody else. Read it again." });
}
