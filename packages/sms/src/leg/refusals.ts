import type { SmsRefusalReason } from "@culver/protocol";
import { countSegments, TextTooLongError } from "../text/index.ts";
import type { LegContext, LegTerms } from "./options.ts";

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Why the phone cannot be written to; undefined when it can. From a number of their own (`own`) a business also writes to
 * phones of people who have the app.
 */
export async function phoneFault(
  { home, allowedPrefixes, terms }: LegContext,
  isOurs: (number: string) => Promise<boolean>,
  phone: string,
  own?: string,
): Promise<SmsRefusalReason | undefined> {
  if (!E164.test(phone)) return "not-a-number";
  const isAllowed =
    allowedPrefixes.length === 0 || allowedPrefixes.some((prefix) => phone.startsWith(prefix));
  // A number of the pool is no phone: what goes there would come back as an answer.
  if (!isAllowed || terms(phone) === undefined || phone === own || (await isOurs(phone))) {
    return "no-route";
  }
  return own === undefined && (await home.isReachable(phone)) ? "on-culver" : undefined;
}

/** Whether the text takes more segments than one may. */
export function isTooLong(text: string, { text: options }: LegTerms, maxSegments: number): boolean {
  try {
    return countSegments(text, options).segments > maxSegments;
  } catch (error) {
    if (error instanceof TextTooLongError) return true;
    throw error;
  }
}

/** Whether the phone has said STOP to the number ("": to all of them). */
export async function isOptedOut({ rules }: LegContext, phone: string, number: string): Promise<boolean> {
  const verdict = await rules?.checkOutgoing({ to: phone, from: number, purpose: "person" });
  return verdict?.kind === "refused";
}
