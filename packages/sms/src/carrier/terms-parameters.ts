import { type NationalLanguage, nationalLanguages } from "../text/index.ts";
import type { CarrierTerms } from "./port.ts";
import type { Refuse, RouteParameters } from "./route-parameters.ts";

/** Ten years: longer waits for a receipt are none. */
const MAX_SECONDS = 315_360_000;

/**
 * The parameters every carrier's URL may have: name, prefix (repeated, or several with commas), cost, currency,
 * latin1, languages, reference_bits, typography, receipt_timeout.
 * @param name the carrier's name unless the URL gives one.
 * @param voice whether it can speak a code; how that is said differs by scheme.
 * @throws RouteError
 */
export function readTerms(
  parameters: RouteParameters,
  refuse: Refuse,
  name: string,
  voice: boolean,
): CarrierTerms {
  const languages = parameters.list("languages", /^[a-z]+$/, "a list of languages");
  const unknown = languages.find((language) => !nationalLanguages.includes(language as NationalLanguage));
  if (unknown) refuse(`has languages without shift tables; known are ${nationalLanguages.join(", ")}`);
  return {
    name: parameters.text("name", /^[A-Za-z0-9._@:[\]-]{1,64}$/, "1 to 64 letters, digits or ._@:-") ?? name,
    prefixes: parameters.list("prefix", /^\+\d{1,15}$/, "+ and 1 to 15 digits"),
    cost: parameters.number("cost", { fallback: 0, min: 0, max: 1_000_000, fraction: true }),
    currency: parameters.text("currency", /^[A-Z]{3}$/, "a code like EUR") ?? "",
    text: {
      nationalLanguages: languages as readonly NationalLanguage[],
      latin1: parameters.oneOf("latin1", ["never", "cheaper", "first"], "never"),
      referenceBits: parameters.oneOf("reference_bits", ["8", "16"], "8") === "16" ? 16 : 8,
      replaceTypography: parameters.flag("typography"),
    },
    receiptTimeoutSeconds: parameters.number("receipt_timeout", { fallback: 0, min: 0, max: MAX_SECONDS }),
    voice,
  };
}
