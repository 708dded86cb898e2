import { z } from "zod";
import { unknownObject } from "../../graph/index.ts";
import { reading, SUCCESS, success } from "../answers.ts";
import type { Call } from "../endpoint.ts";
import { endpoint } from "../endpoint.ts";

const input = reading.extend({ phone_number_id: z.string().max(64).optional() });

/** Where a file can be had, for five minutes (section 2). */
export const getMedia = endpoint({
  id: "GET /{media-id}",
  priority: 1,
  node: "media",
  scope: "whatsapp_business_messaging",
  summary: "What a medium is, and an address where it can be had with the same token.",
  input,
  answer: z.object({
    messaging_product: z.literal("whatsapp"),
    url: z.string(),
    mime_type: z.string(),
    sha256: z.string(),
    file_size: z.number(),
    id: z.string(),
  }),
  async run(call) {
    requireSameNumber(call);
    const { id, type, sha256, size } = call.node.media;
    return {
      messaging_product: "whatsapp",
      url: call.context.media.signedUrl(id),
      mime_type: type,
      sha256,
      file_size: size,
      id,
    };
  },
});

export const deleteMedia = endpoint({
  id: "DELETE /{media-id}",
  priority: 1,
  node: "media",
  scope: "whatsapp_business_messaging",
  summary: "Delete a medium.",
  input,
  answer: success,
  async run(call) {
    requireSameNumber(call);
    await call.context.media.delete(call.node.media.id);
    return SUCCESS;
  },
});

/** `phone_number_id` narrows: the file must be that number's. */
function requireSameNumber({ node, input: { phone_number_id } }: Call<"media", z.infer<typeof input>>): void {
  if (phone_number_id !== undefined && phone_number_id !== node.number.id)
    throw unknownObject("get", node.media.id);
}
