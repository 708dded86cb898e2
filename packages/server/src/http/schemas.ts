import { z } from "zod";

/** A device's name as its owner writes it: no control characters, shown to that owner alone. */
const deviceName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]*$/u);
const pin = z.string().regex(/^[0-9A-Za-z]{4,20}$/);
/** A BCP 47 tag. */
const language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z0-9-]+$/);

/** How a code is to come. */
const method = z.enum(["sms", "voice"]);

export const startBody = z.strictObject({
  number: z.string().min(1).max(64),
  language: language.optional(),
  method: method.optional(),
});
export const resendBody = z.strictObject({ language: language.optional(), method: method.optional() });
export const verifyBody = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  device_name: deviceName.optional(),
  pin: pin.optional(),
});
export const lockBody = z.strictObject({ pin });
export const deviceBody = z.strictObject({ device_name: deviceName.optional() });

export const registrationParam = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export const deviceParam = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .refine((device) => device <= 2_147_483_647);
