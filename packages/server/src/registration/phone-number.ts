import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A number that no code can be sent to. */
export class PhoneNumberError extends Error {
  override readonly name = "PhoneNumberError";
  readonly code: "invalid_number" | "not_mobile";

  constructor(code: PhoneNumberError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export interface PhoneNumberOptions {
  /** ISO 3166 code for numbers written without `+`. */
  readonly country?: string | undefined;
  /** Accept the range of invented numbers that the sandbox carrier serves, and only then. */
  readonly sandboxRange?: boolean | undefined;
}

/** +44 7700 900000 to 900999, which Ofcom keeps for drama: no metadata calls it mobile. */
const SANDBOX_RANGE = /^\+447700900\d{3}$/;
const MAX_INPUT = 40;

/** The number in E.164. @throws {PhoneNumberError} for what is no number, or no mobile one. */
export function parseMobileNumber(input: string, options: PhoneNumberOptions = {}): string {
  const text = input.slice(0, MAX_INPUT + 1).trim();
  const country =
    options.country !== undefined && isSupportedCountry(options.country) ? options.country : undefined;
  const parsed = text.length > MAX_INPUT ? undefined : parse(text, country);
  if (parsed === undefined) {
    throw new PhoneNumberError(
      "invalid_number",
      country === undefined
        ? "That is not a phone number. Write it with its country code, like +44 7400 123456."
        : "That is not a phone number.",
    );
  }
  if (SANDBOX_RANGE.test(parsed.number)) {
    if (options.sandboxRange === true) return parsed.number;
    throw new PhoneNumberError("invalid_number", "That is an invented number: no text message can reach it.");
  }
  if (!parsed.isValid()) throw new PhoneNumberError("invalid_number", "There is no such phone number.");
  const type = parsed.getType();
  // In some countries, the USA for one, numbers do not tell; where the plan says nothing the SMS will.
  if (type !== "MOBILE" && type !== "FIXED_LINE_OR_MOBILE" && type !== undefined) {
    throw new PhoneNumberError("not_mobile", "That is not a mobile number: it cannot receive text messages.");
  }
  return parsed.number;
}

/**
 * ISO 3166 of the country or territory of a number in E.164; of one that no operator has been given, the country that its
 * calling code is mainly of. Undefined where it belongs to none.
 */
export function countryOfNumber(number: string): string | undefined {
  const parsed = parse(number, undefined);
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}

/** Whether there are numbers of that country (ISO 3166). */
export function isKnownCountry(country: string): boolean {
  return isSupportedCountry(country);
}

function parse(text: string, country: CountryCode | undefined) {
  const options = { extract: false, ...(country === undefined ? {} : { defaultCountry: country }) };
  return parsePhoneNumberFromString(text, options);
}

/** What numbers of one operator's block have in common: `+` and the first 7 digits. */
export function numberPrefix(number: string): string {
  return number.slice(0, 8);
}
