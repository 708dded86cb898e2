/** In the GSM 7-bit alphabet (3GPP TS 23.038), so that a text is one segment. */
const SENTENCES: Readonly<Record<string, (code: string) => string>> = {
  en: (code) => `${code} is your Culver code. Never pass it on.`,
  de: (code) => `${code} ist dein Culver-Code. Gib ihn nie weiter.`,
  es: (code) => `${code} es tu clave de Culver. No la compartas.`,
  fr: (code) => `${code} est votre code Culver. Ne le donnez jamais.`,
  it: (code) => `${code} è il tuo codice Culver. Non darlo a nessuno.`,
  pt: (code) => `${code} é a sua chave Culver. Nunca a partilhe.`,
  nl: (code) => `${code} is je Culver-code. Geef hem aan niemand.`,
};

/**
 * The text with the code. Its last line is that of "Origin-bound one-time codes delivered via SMS" (WebOTP), by which
 * a browser fills the code in on that host's pages and on no others.
 * @param language BCP 47; English where there is no translation.
 */
export function codeMessage(code: string, host: string, language = "en"): string {
  const sentence = SENTENCES[codeLanguage(language)];
  return `${sentence?.(code) ?? code}\n\n@${host} #${code}`;
}

/** The language that a code is told in: of BCP 47's `language`, or English. */
export function codeLanguage(language = "en"): string {
  const base = language.toLowerCase().split("-")[0] ?? "en";
  return Object.hasOwn(SENTENCES, base) ? base : "en";
}
