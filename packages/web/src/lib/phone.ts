import type { CountryCode } from "libphonenumber-js/min";

/** The phone library and its metadata: 80 kB that only sign-up, finding people and showing numbers need. */
export type PhoneLibrary = typeof import("libphonenumber-js/min");

let library: Promise<PhoneLibrary> | undefined;

export function loadPhoneLibrary(): Promise<PhoneLibrary> {
  library ??= import("libphonenumber-js/min");
  return library;
}

export interface Country {
  readonly code: CountryCode;
  readonly name: string;
  readonly calling: string;
}

/** Every country a number can be of, by name. */
export function countries(phone: PhoneLibrary, locale: string): readonly Country[] {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return phone
    .getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, calling: phone.getCountryCallingCode(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** The country to start from: what the server suggests, else the region of the reader's language, else none. */
export function likelyCountry(
  phone: PhoneLibrary,
  suggested: string | undefined,
  languages: readonly string[],
): CountryCode {
  const regions = [suggested, ...languages.map((language) => new Intl.Locale(language).maximize().region)];
  return (
    (regions.find((region) => region !== undefined && phone.isSupportedCountry(region)) as
      | CountryCode
      | undefined) ?? "GB"
  );
}

/** What was typed, grouped as that country writes it, and the country a leading + names. */
export function formatAsTyped(
  phone: PhoneLibrary,
  typed: string,
  country: CountryCode,
): {
  readonly text: string;
  readonly country: CountryCode;
  readonly e164: string | undefined;
  readonly possible: boolean;
} {
  const formatter = new phone.AsYouType(country);
  const text = formatter.input(typed);
  const found = typed.trimStart().startsWith("+") ? formatter.getCountry() : undefined;
  const number = formatter.getNumber();
  return { text, country: found ?? country, e164: number?.number, possible: number?.isPossible() ?? false };
}

/** +44 7700 900123, for reading. */
export function formatNumber(phone: PhoneLibrary | undefined, number: string): string {
  return phone?.parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
