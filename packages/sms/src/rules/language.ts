/** Languages that keywords and confirmations are there in (ISO 639-1). */
export type RuleLanguage = "en" | "de" | "fr" | "es" | "pt" | "it" | "nl" | "hi" | "ar";

/** Where people speak something else than English first: ISO 3166 to language, for keywords that several share. */
const OF_COUNTRY: Readonly<Record<string, RuleLanguage>> = Object.fromEntries(
  (
    [
      ["de", "DE AT CH LI"],
      ["fr", "FR MC BE LU SN CI ML BF NE TG BJ CM GA CG CD GN HT RE GP MQ GF NC PF YT"],
      ["es", "ES MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY GQ"],
      ["pt", "PT BR AO MZ CV GW ST TL"],
      ["it", "IT SM VA"],
      ["nl", "NL SR AW CW"],
      ["hi", "IN"],
      ["ar", "EG SA AE IQ JO KW LB LY MA OM QA SD SY TN YE BH DZ PS MR"],
    ] as const
  ).flatMap(([language, countries]) => countries.split(" ").map((country) => [country, language])),
);

/** The language to answer a keyword in that belongs to `candidates`: that of the phone's country, or else the first. */
export function languageOf(candidates: readonly RuleLanguage[], country: string | undefined): RuleLanguage {
  const spoken = country === undefined ? undefined : OF_COUNTRY[country];
  return candidates.find((language) => language === spoken) ?? candidates[0] ?? "en";
}
