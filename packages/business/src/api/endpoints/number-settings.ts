import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import { product, reading, SUCCESS, success } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { readPage, writePage } from "../store/pages.ts";

const described = { priority: 2, node: "number", scope: "whatsapp_business_management" } as const;
const part = z.record(z.string(), z.unknown());

/** Kept and told back; nothing of it changes what Culver does, so what would have to is refused. */
const input = z.object({
  messaging_product: product,
  user_identity_change: z.object({ enable_identity_key_check: z.boolean() }).optional(),
  storage_configuration: part.optional(),
  payload_encryption: part.optional(),
  calling: part.optional(),
});

export const getSettings = endpoint({
  ...described,
  id: "GET /{phone-id}/settings",
  summary: "Settings of a number.",
  input: reading.extend({ include_sip_credentials: z.boolean().optional() }),
  answer: z.looseObject({ storage_configuration: part, calling: part }),
  async run({ node, context }) {
    const held = await readPage(context.database, node.id, "settings");
    return {
      calling: {
        status: "DISABLED",
        call_icon_visibility: "DEFAULT",
        callback_permission_status: "DISABLED",
      },
      storage_configuration: { status: "DEFAULT" },
      payload_encryption: { status: "DISABLED" },
      user_identity_change: { enable_identity_key_check: false },
      ...held,
    };
  },
});

export const changeSettings = endpoint({
  ...described,
  id: "POST /{phone-id}/settings",
  summary: "Change settings of a number.",
  input,
  answer: success,
  async run({ node, context, input: { messaging_product: _, ...change } }) {
    if (Object.keys(change).length === 0)
      throw new GraphError(100, { details: "There is no setting to change." });
    for (const name of ["calling", "payload_encryption"] as const) {
      if (String(change[name]?.status ?? "DISABLED").toUpperCase() !== "DISABLED") {
        throw new GraphError(100, { details: `Param ${name} cannot be enabled: it is not supported.` });
      }
    }
    await context.database.transaction(async (tx) => {
      await tx.lock(`business_number_pages ${node.id}`);
      const held = await readPage(tx, node.id, "settings");
      await writePage(tx, node.id, "settings", { ...held, ...change }, context.now());
    });
    return SUCCESS;
  },
});
