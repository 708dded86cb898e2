import { codeLanguage } from "./code-message.ts";

const SENTENCES: Readonly<Record<string, (digits: string) => string>> = {
  en: (digits) => `Your Culver code is: ${digits}. Never pass it on.`,
  de: (digits) => `Dein Culver-Code lautet: ${digits}. Gib ihn nie weiter.`,
  es: (digits) => `Tu clave de Culver es: ${digits}. No la compartas.`,
  fr: (digits) => `Votre code Culver est : ${digits}. Ne le donnez jamais.`,
  it: (digits) => `Il tuo codice Culver è: ${digits}. Non darlo a nessuno.`,
  pt: (digits) => `O seu código Culver é: ${digits}. Nunca o partilhe.`,
  nl: (digits) => `Je Culver-code is: ${digits}. Geef hem aan niemand.`,
};

/** What a call says: digit by digit, with pauses. `language` as for `codeMessage`. */
export function voiceMessage(code: string, language?: string): string {
  const digits = [...code].join(", ");
  return SENTENCES[codeLanguage(language)]?.(digits) ?? digits;
}
