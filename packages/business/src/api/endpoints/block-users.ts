import { z } from "zod";
import type { Customer } from "../../events/index.ts";
import {
  cutPage,
  GraphError,
  type GraphNode,
  pageBody,
  parsePhone,
  readPageRequest,
} from "../../graph/index.ts";
import type { Recipient } from "../../messages/index.ts";
import type { BusinessNumber } from "../../model/index.ts";
import { listOf, paging, product } from "../answers.ts";
import { type Call, endpoint } from "../endpoint.ts";

const described = { priority: 2, node: "number", scope: "whatsapp_business_messaging" } as const;
const input = z.object({
  messaging_product: product,
  block_users: z
    .array(z.object({ user: z.string().max(64).optional(), user_id: z.string().max(160).optional() }))
    .min(1),
});
const person = z.object({ input: z.string(), wa_id: z.string().optional() });
const failed = person.extend({
  errors: z.array(
    z.object({ message: z.string(), code: z.number(), error_data: z.object({ details: z.string() }) }),
  ),
});
const answerWith = (name: "added_users" | "removed_users") =>
  z.object({
    messaging_product: z.literal("whatsapp"),
    block_users: z.object({ [name]: z.array(person), failed_users: z.array(failed).optional() }),
    errors: z.looseObject({ code: z.number(), message: z.string() }).optional(),
  });

export const listBlocked = endpoint({
  ...described,
  id: "GET /{phone-id}/block_users",
  summary: "The customers who are blocked.",
  input: paging,
  answer: listOf(
    z.object({
      messaging_product: z.literal("whatsapp"),
      wa_id: z.string().optional(),
      user_id: z.string().optional(),
    }),
  ),
  async run({ node, context, url }) {
    const blocked = await context.engine.blockedCustomers(node.id);
    const order = {
      keyOf: ({ waId, userId = "" }: Customer) => waId ?? userId,
      compare: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
    };
    const page = cutPage(blocked, readPageRequest(url.searchParams), order);
    return pageBody(
      page,
      order.keyOf,
      url,
      ({ waId, userId }): GraphNode => ({
        messaging_product: "whatsapp",
        ...(waId === undefined ? { user_id: userId } : { wa_id: waId }),
      }),
    );
  },
});

export const blockUsers = endpoint({
  ...described,
  id: "POST /{phone-id}/block_users",
  summary: "Block customers: they get nothing, and what they write is dropped.",
  input,
  answer: answerWith("added_users"),
  run: (call) => change(call, true),
});

export const unblockUsers = endpoint({
  ...described,
  id: "DELETE /{phone-id}/block_users",
  summary: "Let customers in again.",
  input,
  answer: answerWith("removed_users"),
  run: (call) => change(call, false),
});

type BlockCall = Call<"number", z.infer<typeof input>>;

/** Each on its own: what fails for one is told of that one. */
async function change(
  { node, context, input: { block_users: users } }: BlockCall,
  isBlocked: boolean,
): Promise<object> {
  if (users.length > context.settings.blockedPerCall) {
    throw new GraphError(100, {
      details: `Param block_users has at most ${context.settings.blockedPerCall} users.`,
    });
  }
  const done: object[] = [];
  const refused: object[] = [];
  for (const { user, user_id } of users) {
    const asked = user ?? user_id ?? "";
    try {
      const waId = await changeOne(node, recipientOf(user, user_id), isBlocked, context);
      done.push({ input: asked, wa_id: waId });
    } catch (error) {
      if (!(error instanceof GraphError) || error.status >= 500) throw error;
      const { message, code, details } = error;
      refused.push({ input: asked, errors: [{ message, code, error_data: { details } }] });
    }
  }
  return {
    messaging_product: "whatsapp",
    block_users: {
      [isBlocked ? "added_users" : "removed_users"]: done,
      ...(refused.length > 0 && { failed_users: refused }),
    },
    ...(refused.length > 0 && { errors: someFailed(isBlocked) }),
  };
}

const someFailed = (isBlocked: boolean) => {
  const what = `Failed to ${isBlocked ? "block" : "unblock"} some users`;
  return {
    message: `(#139100) ${what}`,
    type: "OAuthException",
    code: 139100,
    error_data: { details: `${what}, see the block_users response list for details` },
  };
};

function recipientOf(user: string | undefined, userId: string | undefined): Recipient {
  if (user) return { kind: "phone", phone: parsePhone(user) };
  if (userId) return { kind: "user", userId };
  throw new GraphError(131008, { details: "The parameter user is required." });
}

async function changeOne(
  number: BusinessNumber,
  to: Recipient,
  isBlocked: boolean,
  { engine }: BlockCall["context"],
): Promise<string> {
  const waId = to.kind === "phone" ? to.phone.waId : to.kind === "user" ? to.userId : to.groupId;
  const thread = await engine.threadFor(number, to);
  if (thread === undefined) {
    throw new GraphError(131047, {
      details: "Only customers who have written to this number can be blocked.",
    });
  }
  await engine.setBlocked(thread.id, isBlocked);
  return waId;
}
