import { z } from "zod";
import { product, SUCCESS, success } from "../answers.ts";
import { endpoint } from "../endpoint.ts";
import { pinSchema } from "../pin.ts";

const scope = "whatsapp_business_management";
const described = { priority: 2, node: "number", scope, answer: success } as const;

/** The PIN is set by the first call and must be the same afterwards. */
export const register = endpoint({
  ...described,
  id: "POST /{phone-id}/register",
  summary: "Bring a verified number online, and set or show its PIN.",
  input: z.object({
    messaging_product: product,
    pin: pinSchema,
    data_localization_region: z.string().max(2).optional(),
  }),
  async run({ node, context, input: { pin } }) {
    await context.pins.confirm(node.id, pin);
    await context.registrar.register(node.id);
    return SUCCESS;
  },
});

export const deregister = endpoint({
  ...described,
  id: "POST /{phone-id}/deregister",
  summary: "Take a number off: its device signs out and its keys are forgotten.",
  input: z.object({ messaging_product: product }),
  async run({ node, context }) {
    await context.registrar.deregister(node.id);
    return SUCCESS;
  },
});

export const requestCode = endpoint({
  ...described,
  id: "POST /{phone-id}/request_code",
  summary: "Have a code sent to the number, by SMS or a call.",
  input: z.object({
    messaging_product: product,
    code_method: z.enum(["SMS", "VOICE"]),
    language: z.string().max(16).optional(),
    locale: z.string().max(16).optional(),
  }),
  async run({ node, context, input: { code_method: method } }) {
    await context.registrar.requestCode(node.id, method === "VOICE" ? "voice" : "sms");
    return SUCCESS;
  },
});

export const verifyCode = endpoint({
  ...described,
  id: "POST /{phone-id}/verify_code",
  summary: "Show the code that came: the number is signed up.",
  input: z.object({
    messaging_product: product,
    code: z
      .string()
      .max(32)
      .regex(/^[0-9][0-9 -]*$/, "must be the digits that came"),
  }),
  async run({ node, context, input: { code } }) {
    await context.registrar.verifyCode(node.id, code.replace(/[ -]/g, ""));
    return SUCCESS;
  },
});
