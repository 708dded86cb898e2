import { z } from "zod";
import { SCOPES } from "../accounts/index.ts";

const text = z.string().min(1).max(512);
const id = z.string().regex(/^[0-9]{1,32}$/, "is no id");
const registration = z.strictObject({ registration: text, code: text });

export const signUpBody = z.strictObject({
  number: text,
  name: text.optional(),
  business: id.optional(),
  method: z.enum(["sms", "voice"]).optional(),
  code: text.optional(),
  voucher: registration.optional(),
  pin: text.optional(),
  callback: z.strictObject({ url: z.string().min(1).max(2_048), verifyToken: text }).optional(),
});

export const businessQuery = z.object({ business: id });

export const tokenBody = z.strictObject({
  business: id,
  scopes: z.array(z.enum(SCOPES)).min(1).optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.int().positive().optional(),
  label: z.string().max(128).optional(),
});

export const idBody = z.strictObject({ id: text });

const count = z.coerce.number().int();

export const webhooksQuery = z.object({
  state: z.enum(["waiting", "delivered", "dead"]).optional(),
  target: z.string().max(64).optional(),
  before: count.min(1).optional(),
  limit: count.min(1).max(500).optional(),
});

/** Some events by number, or all that are dead. */
export const eventsBody = z.union([
  z.strictObject({ seqs: z.array(z.int().positive()).min(1).max(500) }),
  z.strictObject({ all: z.literal("dead") }),
]);

export const reviewBody = z.strictObject({
  id: text,
  decision: z.enum(["approve", "reject", "pause", "resume"]),
  reason: z.string().max(512).optional(),
});

export const inviteBody = z.strictObject({
  business: id,
  name: z.string().trim().min(1).max(64),
  role: z.enum(["agent", "admin", "operator"]),
});

export const disableBody = z.strictObject({ business: id, id: text, isDisabled: z.boolean() });
