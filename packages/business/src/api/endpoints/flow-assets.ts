import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import { listOf, paging } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { requireFlowJson, validationErrors } from "../flow-json.ts";
import { readMultipart } from "../request/multipart.ts";
import { BodyTooLargeError } from "../request/too-large.ts";
import { updateFlow } from "../store/flows.ts";

const described = { priority: 2, node: "flow", scope: "whatsapp_business_management" } as const;
const FORM_BYTES = 65_536;
/** How long the address of a flow's JSON is good, milliseconds. */
const URL_MS = 300_000;

export const listFlowAssets = endpoint({
  ...described,
  id: "GET /{flow-id}/assets",
  summary: "The JSON of a flow, as an address where it can be had.",
  input: paging,
  answer: listOf(z.object({ name: z.string(), asset_type: z.string(), download_url: z.string() })),
  async run({ node: flow, context }) {
    if (flow.json === undefined) return { data: [] };
    const url = context.media.signer.sign(`flow-${flow.id}`, context.now() + URL_MS);
    return { data: [{ name: "flow.json", asset_type: "FLOW_JSON", download_url: url }] };
  },
});

/** Replaces the JSON of a draft. One that has errors is told of them and not kept. */
export const uploadFlowAsset = endpoint({
  ...described,
  id: "POST /{flow-id}/assets",
  summary: "Upload the JSON of a flow.",
  body: "multipart",
  input: z.looseObject({ name: z.string().max(200).optional(), asset_type: z.string().max(64).optional() }),
  answer: z.object({ success: z.boolean(), validation_errors: z.array(z.unknown()) }),
  async run({ node: flow, context, request }) {
    const { maxFlowBytes } = context.settings;
    const chunks: Uint8Array[] = [];
    let length = 0;
    let isThere = false;
    const fields = await readMultipart(request, maxFlowBytes + FORM_BYTES, async ({ body }) => {
      isThere = true;
      for await (const chunk of body) {
        length += chunk.length;
        if (length > maxFlowBytes) throw new BodyTooLargeError(maxFlowBytes);
        chunks.push(chunk);
      }
    });
    if (fields.has("asset_type") && fields.get("asset_type")?.toUpperCase() !== "FLOW_JSON") {
      throw new GraphError(100, { details: "Param asset_type must be one of {FLOW_JSON}." });
    }
    if (!isThere) throw new GraphError(100, { details: "The parameter file is required." });
    if (flow.status !== "DRAFT") throw new GraphError(100, { details: "Only a draft can be changed." });
    const json = new TextDecoder().decode(Buffer.concat(chunks));
    const errors = validationErrors(json);
    if (errors.length > 0) return { success: true, validation_errors: errors };
    requireFlowJson(json);
    const isStored = await updateFlow(context.database, { ...flow, json }, "DRAFT", context.now());
    if (!isStored) throw new GraphError(100, { details: "Only a draft can be changed." });
    return { success: true, validation_errors: [] };
  },
});
