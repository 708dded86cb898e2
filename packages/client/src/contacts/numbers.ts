import { isValidE164 } from "@culver/protocol";
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * A number as a person writes it, in E.164; undefined when it cannot be one. The plan of the country is not asked whether
 * the number is assigned: that is for the server to judge.
 */
export function normaliseNumber(typed: string, country?: string): string | undefined {
  const region = country?.toUpperCase();
  const known: CountryCode | undefined =
    region !== undefined && isSupportedCountry(region) ? region : undefined;
  const number = parsePhoneNumberFromString(typed, known)?.number;
  return number !== undefined && isValidE164(number) ? number : undefined;
}
