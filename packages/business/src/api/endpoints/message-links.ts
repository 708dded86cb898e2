import { z } from "zod";
import { GraphError, unknownObject } from "../../graph/index.ts";
import { listOf, paging, SUCCESS, success } from "../answers.ts";
import { type Call, endpoint } from "../endpoint.ts";
import { QR_FORMATS, type QrFormat, qrPictureUrl } from "../qr-picture.ts";
import {
  type ChatLink,
  chatLinksOf,
  deleteChatLink,
  findChatLink,
  insertChatLink,
  updateChatLink,
} from "../store/chat-links.ts";

/** Section 2's `message_qrdls`: links that open a chat with a text already written. With `generate_qr_image` they have a picture. */
const described = { priority: 2, node: "number", scope: "whatsapp_business_management" } as const;
const text = z.string().min(1).max(140);
const link = z.object({
  code: z.string(),
  prefilled_message: z.string(),
  deep_link_url: z.string(),
  qr_image_url: z.string().optional(),
});

const shown = (
  { node, context }: Pick<Call<"number">, "node" | "context">,
  { code, text }: ChatLink,
  format?: QrFormat | undefined,
) => ({
  code,
  prefilled_message: text,
  deep_link_url: context.chatLink(node.number, text),
  ...(format !== undefined && { qr_image_url: qrPictureUrl(context.publicUrl, code, format) }),
});

/** What picture `fields=qr_image_url.format(PNG)` asks for. */
function askedFormat({ fields, params }: Pick<Call, "fields" | "params">): QrFormat | undefined {
  if (fields?.has("qr_image_url") !== true) return undefined;
  const format = /qr_image_url\s*\.\s*format\(\s*([a-z]+)\s*\)/i.exec(String(params.fields))?.[1];
  return QR_FORMATS.find((one) => one === format?.toUpperCase()) ?? "SVG";
}

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
    return { data: asked.map((one) => shown(call, one, askedFormat(call))) };
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
    return { data: [shown(call, found, askedFormat(call))] };
  },
});

const change = z.object({
  code: z.string().max(64).optional(),
  prefilled_message: text,
  generate_qr_image: z.enum(QR_FORMATS).optional().describe("Answers with the address of a picture, too."),
});

export const createMessageLink = endpoint({
  ...described,
  id: "POST /{phone-id}/message_qrdls",
  summary: "Make a link, or with `code` change one.",
  input: change,
  answer: link,
  async run(call) {
    const { code, prefilled_message } = call.input;
    if (code !== undefined) return await update(call, code);
    const { context, node, input } = call;
    const made = await insertChatLink(context.database, node.id, prefilled_message, context.now());
    return shown(call, made, input.generate_qr_image);
  },
});

export const changeMessageLink = endpoint({
  ...described,
  id: "POST /{phone-id}/message_qrdls/{code}",
  summary: "Change a link's text.",
  input: change,
  answer: link,
  run: (call) => update(call, call.rest),
});

async function update(call: Call<"number", z.output<typeof change>>, code: string): Promise<object> {
  const changed = { code, text: call.input.prefilled_message };
  const isKnown = await updateChatLink(call.context.database, call.node.id, changed);
  if (!isKnown) throw unknownObject("post", code);
  return shown(call, changed, call.input.generate_qr_image);
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
