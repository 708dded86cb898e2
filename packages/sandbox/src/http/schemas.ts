import { AddressError, sourceAddress } from "@culver/sms";
import { z } from "zod";
import { behaviour } from "../behaviour/behaviour.ts";
import { isHandsetNumber, NumberError, parseNumber, RANGE_WORDS } from "../number-range.ts";
import { ApiError } from "./api-error.ts";

/** A number, short code or sender name one can write to, in the form SMPP addresses take. */
const recipient = z.string().transform((value, context) => {
  const compact = /[A-Za-z]/.test(value) ? value.trim() : value.replace(/[\s().-]/g, "");
  try {
    sourceAddress(compact);
    return compact;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    context.addIssue({ code: "custom", message: "is no number, short code or sender name" });
    return z.NEVER;
  }
});

export const outgoing = z.strictObject({
  to: recipient,
  text: z.string().min(1, "is empty").max(2000, "has more than 2000 characters"),
});

const whole = z.coerce.number().int();

export const listing = z.object({
  since: whole.min(0).default(0),
  limit: whole.min(1).max(200).default(200),
});

/** A handset is put on the shelf, and switched on or off where `on` is given. */
export const switching = z.strictObject({ on: z.boolean().optional() });

/** Whose behaviour: one handset's, or without number that of all which have none of their own. */
export const behaving = z.strictObject({ number: z.string().optional(), behaviour: behaviour.optional() });

/** Many texts at once; a # in the text becomes 1, 2, 3 and so on. */
export const flooding = z.strictObject({
  from: z.string(),
  to: recipient,
  text: z.string().min(1).max(160).default("Flood #"),
  count: z.number().int().min(1).max(5000),
});

/** @throws ApiError 400 that names the first field in which `value` is wrong. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".");
  throw new ApiError(field ? `${field}: ${issue?.message}` : (issue?.message ?? "is invalid"), {
    status: 400,
    code: "invalid",
  });
}

/** @throws ApiError 400 for what is no number, 404 for one that is none of the sandbox's. */
export function handsetNumber(text: string): string {
  let number: string;
  try {
    number = parseNumber(text);
  } catch (error) {
    if (!(error instanceof NumberError)) throw error;
    throw new ApiError("This is no phone number.", { status: 400, code: "invalid-number", cause: error });
  }
  if (!isHandsetNumber(number)) {
    throw new ApiError(`The sandbox has the numbers ${RANGE_WORDS}.`, {
      status: 404,
      code: "no-such-handset",
    });
  }
  return number;
}
