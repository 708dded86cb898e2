import { z } from "zod";
import { GraphError } from "../../graph/index.ts";
import { acceptedBody, type MessageContent, messageTypes, parseSendRequest } from "../../messages/index.ts";
import type { BusinessNumber, OutgoingContent } from "../../model/index.ts";
import { SUCCESS } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { mediaIdsOf } from "../media-ids.ts";
import type { ApiContext } from "../options.ts";

/** How it is documented; what is checked is `parseSendRequest`, which is more lenient and says more. */
const input = z.looseObject({
  messaging_product: z.unknown().describe('Always "whatsapp".'),
  recipient_type: z.unknown().optional(),
  to: z.unknown().optional().describe("A phone number; or `recipient`, a user id."),
  recipient: z.unknown().optional(),
  type: z.unknown().optional(),
  status: z.unknown().optional().describe('"read": marks `message_id` as read, and is all there is then.'),
  message_id: z.unknown().optional(),
  typing_indicator: z.unknown().optional(),
  context: z.unknown().optional(),
  biz_opaque_callback_data: z.unknown().optional(),
  ...Object.fromEntries(messageTypes.map((type) => [type, z.unknown().optional()])),
});

const answer = z.union([
  z.object({
    messaging_product: z.literal("whatsapp"),
    contacts: z.array(
      z.object({ input: z.string(), wa_id: z.string().optional(), user_id: z.string().optional() }),
    ),
    messages: z.array(z.object({ id: z.string(), message_status: z.string().optional() })),
  }),
  z.object({ success: z.boolean() }),
]);

/** Sends a message, or marks one as read (section 3). Answered when the message is on disk. */
export const sendMessage = endpoint({
  id: "POST /{phone-id}/messages",
  priority: 1,
  node: "number",
  scope: "whatsapp_business_messaging",
  summary: "Send a message, mark one as read, show that somebody is typing.",
  input,
  answer,
  async run({ context, node: number, params, access }) {
    const { messageLimits, country, engine } = context;
    const asked = parseSendRequest(params, "json", {
      ...(messageLimits && { limits: messageLimits }),
      ...(country && { country }),
    });
    if (number.status !== "connected") throw new GraphError(133010);
    if (asked.kind === "read") {
      await engine.markRead(number, asked.messageId, asked.isTyping);
      return SUCCESS;
    }
    const { recipient, quotes, callbackData } = asked;
    const content = await toSend(asked.content, number, context);
    const by = { kind: "api", token: access.token } as const;
    const { id } = await engine.send({ number, to: recipient, content, quotes, callbackData, by });
    return acceptedBody(recipient, id, content.type === "template" ? "accepted" : undefined);
  },
});

async function toSend(
  content: MessageContent,
  number: BusinessNumber,
  { accounts, media, templates }: ApiContext,
): Promise<OutgoingContent> {
  for (const id of mediaIdsOf(content)) {
    const held = await media.find(id);
    // Another business's file is as unknown here as one that never was.
    if (held === undefined || accounts.number(held.number)?.business !== number.business) {
      throw new GraphError(131009, {
        details: `Param ${content.type} names a media id that does not exist.`,
      });
    }
  }
  if (content.type !== "template") return content;
  const { rendered, category } = await templates.fill(number.business, content.template);
  return { type: "template", rendered, category };
}
