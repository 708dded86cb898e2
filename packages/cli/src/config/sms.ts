import {
  type AnyCarrierRoute,
  PoolError,
  parseCarrierRoutes,
  parsePool,
  parseTwilioRoute,
  RouteError,
  routeParsers,
  type TwilioRoute,
} from "@culver/sms";
import { z } from "zod";
import { commaSeparated } from "./schemas.ts";

/** A carrier of any kind that this command can speak to. */
export type Route = AnyCarrierRoute | TwilioRoute;

/** `smpp://id:password@host:port?prefix=+44`, smpps, twilio; several separated by commas. @throws RouteError */
export function parseSmsRoutes(text: string): readonly Route[] {
  return parseCarrierRoutes<Route>(text, {
    ...routeParsers,
    twilio: parseTwilioRoute,
    "twilio+http": parseTwilioRoute,
  });
}

export const smsRoutes: z.ZodType<readonly Route[], string> = z.string().transform((text, context) => {
  try {
    return parseSmsRoutes(text);
  } catch (error) {
    if (!(error instanceof RouteError)) throw error;
    context.addIssue({ code: "custom", message: `is no list of carriers (${error.message})` });
    return z.NEVER;
  }
});

/** Numbers in E.164 and ranges of them. */
export const smsPool: z.ZodType<readonly string[], string> = z.string().transform((text, context) => {
  try {
    return parsePool(text);
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

/** Beginnings of E.164 numbers, separated by commas. */
export const phonePrefixes: z.ZodType<readonly string[], string> = z
  .string()
  .transform(commaSeparated)
  .refine((prefixes) => prefixes.every((prefix) => /^\+[1-9]\d{0,14}$/.test(prefix)), {
    error: "must be beginnings of numbers such as +44, separated by commas",
  });

const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;
const NUMBER = /^(\+[1-9]\d{6,14}|\d{3,15})$/;

/** Source address of an SMS: 1 to 11 letters and digits, or a number or short code (GSM 03.40 section 9.1.2.5). */
export const smsSender: z.ZodType<string, string> = z
  .string()
  .refine((sender) => ALPHANUMERIC.test(sender) || NUMBER.test(sender), {
    error: "must be a name of up to 11 letters and digits, or a number",
  });
