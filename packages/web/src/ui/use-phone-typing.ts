import type { CountryCode } from "libphonenumber-js/min";
import { useState } from "react";
import { formatAsTyped, likelyCountry, type PhoneLibrary } from "../lib/phone.ts";
import { usePhoneLibrary } from "./use-phone-format.ts";

/** A number while it is being typed. */
export interface PhoneInput {
  /** Undefined until it has been fetched: nothing is grouped or recognised before. */
  readonly library: PhoneLibrary | undefined;
  readonly typed: string;
  /** What was typed, grouped. */
  readonly text: string;
  readonly country: CountryCode;
  readonly e164: string | undefined;
  readonly possible: boolean;
  choose(country: CountryCode): void;
}

/** Derived anew at every render, so that what is sent is always what is shown. */
export function usePhoneTyping(typed: string, suggested: string | undefined): PhoneInput {
  const library = usePhoneLibrary();
  const [chosen, choose] = useState<CountryCode>();
  if (library === undefined)
    return { library, typed, text: typed, country: chosen ?? "GB", e164: undefined, possible: false, choose };
  const start = chosen ?? likelyCountry(library, suggested, navigator.languages);
  return { library, typed, choose, ...formatAsTyped(library, typed, start) };
}
