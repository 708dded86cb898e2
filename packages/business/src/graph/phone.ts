import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { GraphError } from "./graph-error.ts";

/** A recipient's number in the three forms the Cloud API has for it (section 1). */
export interface Phone {
  /** As the request had it; echoed in `contacts[].input`. */
  readonly input: string;
  /** With "+", as carriers and accounts have it. */
  readonly e164: string;
  /** Digits only, as webhooks have it. */
  readonly waId: string;
}

/** Longest input that is looked at, characters. */
const MAX_INPUT = 64;
/** What people and address books write between digits, invisible marks of direction included. */
const AROUND_DIGITS = /[\s().\-\u2010-\u2015/\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MIN_DIGITS = 5;
const MAX_DIGITS = 15;

/**
 * Normalises `to`: a leading "+" or "00", spaces, dashes, dots and brackets are taken off (section 1).
 * @param country of the business, ISO 3166: a number without "+" that is not international is read as dialled there.
 * @throws GraphError 131009 when it is no phone number.
 */
export function parsePhone(input: string, country?: CountryCode): Phone {
  const dialled = input.length > MAX_INPUT ? "" : input.replace(AROUND_DIGITS, "");
  const match = /^(\+|00)?([0-9]+)$/.exec(dialled);
  const digits = match?.[2] ?? "";
  const international = match?.[1] !== undefined ? digits : inCountry(digits, country);
  if (
    international.length < MIN_DIGITS ||
    international.length > MAX_DIGITS ||
    international.startsWith("0")
  ) {
    throw new GraphError(131009, { details: "The phone number is malformed: use the format +1234567890." });
  }
  const number = asDialledNow(international);
  return { input, e164: `+${number}`, waId: asWaId(number) };
}

/** The number that a webhook's or a contact's `wa_id` stands for. */
export function phoneOfWaId(waId: string): Phone {
  return parsePhone(`+${waId}`);
}

function inCountry(digits: string, country: CountryCode | undefined): string {
  if (country === undefined || parsePhoneNumberFromString(`+${digits}`)?.isPossible()) return digits;
  const local = parsePhoneNumberFromString(digits, country);
  return local?.isPossible() ? local.number.slice(1) : digits;
}

/** Mexico dropped the "1" of mobiles in 2019, Brazil added a "9" to them until 2016: old forms become today's. */
function asDialledNow(digits: string): string {
  const mexican = /^521([0-9]{10})$/.exec(digits);
  if (mexican) return `52${mexican[1]}`;
  const brazilian = /^55([1-9]{2})([6-9][0-9]{7})$/.exec(digits);
  return brazilian ? `55${brazilian[1]}9${brazilian[2]}` : digits;
}

/** A `wa_id` keeps what was so when accounts began: Mexico's "1", and no "9" in Brazil outside area codes 11–28. */
function asWaId(digits: string): string {
  const mexican = /^52([0-9]{10})$/.exec(digits);
  if (mexican) return `521${mexican[1]}`;
  const brazilian = /^55([3-9][1-9])9([6-9][0-9]{7})$/.exec(digits);
  return brazilian ? `55${brazilian[1]}${brazilian[2]}` : digits;
}

/** A number as `display_phone_number` shows it: "+1 631-555-5555". */
export function displayPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
