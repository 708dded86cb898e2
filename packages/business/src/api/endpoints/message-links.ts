import { z } from "zod";
import { GraphError, unknownObject } from "../../graph/index.ts";
import { listOf, paging, SUCCESS, success } from "../answers.ts";
import { type Call, endpoint } from "../endpoint.ts";
import {
  type ChatLink,
  chatLinksOf,
  deleteChatLink,
  findChatLink,
  insertChatLink,
  updateChatLink,
} from "../store/chat-links.ts";

/** Section 2's `message_qrdls`: links that open a chat with a text already written. They have no picture. */
const described = { priority: 2, node: "number", scope: "whatsapp_business_management" } as const;
const text = z.string().min(1).max(140);
const link = z.object({ code: z.string(), prefilled_message: z.string(), deep_link_url: z.string() });

const shown = ({ node, context }: Pick<Call<"number">, "node" | "context">, { code, text }: ChatLink) => ({
  code,
  prefilled_message: text,
  deep_link_url: context.chatLink(node.number, text),
});

export const listMessageLinks = endpoint({
  ...described,
  id: "GET /{phone-id}/message_qrdls",
  summary: "The links that open a chat with this number.",
  input: paging.extend({ code: z.string().max(64).optional() }),
  answer: listOf(link),
  async run(call) {
    const links = await chatLinksOf(call.context.database, call.node.id);
    const asked =
      call.input.code === undefined ? links : links.filter(({ code }) => code === call.input.code);
    return { data: asked.map((one) => shown(call, one)) };
  },
});

export const getMessageLink = endpoint({
  ...described,
  id: "GET /{phone-id}/message_qrdls/{code}",
  summary: "One of them.",
  input: z.object({ fields: z.string().max(4_096).optional() }),
  answer: listOf(link),
  async run(call) {
    const found = await findChatLink(call.context.database, call.node.id, call.rest);
    if (found === undefined) throw unknownObject("get", call.rest);
    return { data: [shown(call, found)] };
  },
});

const change = z.object({
  code: z.string().max(64).optional(),
  prefilled_message: text,
  generate_qr_image: z.enum(["SVG", "PNG"]).optional().describe("Taken, and no picture is made."),
});

export const createMessageLink = endpoint({
  ...described,
  id: "POST /{phone-id}/message_qrdls",
  summary: "Make a link, or with `code` change one.",
  input: change,
  answer: link,
  async run(call) {
    const { code, prefilled_message } = call.input;
    if (code !== undefined) return await update(call, code, prefilled_message);
    const { context, node } = call;
    return shown(call, await insertChatLink(context.database, node.id, prefilled_message, context.now()));
  },
});

export const changeMessageLink = endpoint({
  ...described,
  id: "POST /{phone-id}/message_qrdls/{code}",
  summary: "Change a link's text.",
  input: change,
  answer: link,
  run: (call) => update(call, call.rest, call.input.prefilled_message),
});

async function update(call: Call<"number">, code: string, text: string): Promise<object> {
  const changed = { code, text };
  const isKnown = await updateChatLink(call.context.database, call.node.id, changed);
  if (!isKnown) throw unknownObject("post", code);
  return shown(call, changed);
}

export const deleteMessageLink = endpoint({
  ...described,
  id: "DELETE /{phone-id}/message_qrdls/{code}",
  summary: "Delete a link.",
  input: z.object({}),
  answer: success,
  async run({ context, node, rest }) {
    if (rest === "") throw new GraphError(100, { details: "The code is required." });
    if (!(await deleteChatLink(context.database, node.id, rest))) throw unknownObject("delete", rest);
    return SUCCESS;
  },
});
