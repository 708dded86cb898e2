import { parseRoutes, RouteError, type SmsRoute } from "@culver/sms";
import { z } from "zod";

/** Carriers: `smpp://id:password@host:port?prefix=+44`, several separated by commas. */
export const smsRoutes: z.ZodType<readonly SmsRoute[], string> = z.string().transform((text, context) => {
  try {
    return parseRoutes(text);
  } catch (error) {
    if (!(error instanceof RouteError)) throw error;
    context.addIssue({ code: "custom", message: `is no list of carriers (${error.message})` });
    return z.NEVER;
  }
});

const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;
const NUMBER = /^(\+[1-9]\d{6,14}|\d{3,15})$/;

/** Source address of an SMS: 1 to 11 letters and digits, or a number or short code (GSM 03.40 section 9.1.2.5). */
export const smsSender: z.ZodType<string, string> = z
  .string()
  .refine((sender) => ALPHANUMERIC.test(sender) || NUMBER.test(sender), {
    error: "must be a name of up to 11 letters and digits, or a number",
  });
