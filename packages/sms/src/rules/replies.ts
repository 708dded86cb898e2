import type { RuleLanguage } from "./language.ts";

/** What is answered. `{operator}` stands for the operator's name, `{help}` for where help is found. */
export interface RuleTexts {
  readonly stopped: string;
  readonly resumed: string;
  readonly help: string;
}

export type RuleTextTable = Readonly<Record<RuleLanguage, RuleTexts>>;

/** One segment each with a name of some twenty characters; none is a keyword itself, whoever echoes it. */
export const DEFAULT_TEXTS: RuleTextTable = {
  en: {
    stopped: "{operator}: you will get no more texts from this number. Reply START to get them again.",
    resumed: "{operator}: you will get texts from this number again. Reply STOP to end them.",
    help: "{operator}: texts written by people and services. Reply STOP to end them.{help} Msg & data rates may apply.",
  },
  de: {
    stopped: "{operator}: Sie erhalten keine SMS mehr von dieser Nummer. Mit START erhalten Sie sie wieder.",
    resumed: "{operator}: Sie erhalten wieder SMS von dieser Nummer. Mit STOP beenden Sie das.",
    help: "{operator}: SMS von Personen und Diensten. Mit STOP beenden Sie den Empfang.{help}",
  },
  fr: {
    stopped:
      "{operator} : vous ne recevrez plus de SMS de ce numéro. Répondez START pour en recevoir à nouveau.",
    resumed:
      "{operator} : vous recevrez à nouveau les SMS de ce numéro. Répondez STOP pour ne plus en recevoir.",
    help: "{operator} : SMS de personnes et de services. Répondez STOP pour ne plus en recevoir.{help}",
  },
  es: {
    stopped: "{operator}: ya no le enviamos SMS. Responda ALTA para volver a recibirlos.",
    resumed: "{operator}: le enviamos SMS de nuevo. Responda BAJA para no recibirlos.",
    help: "{operator}: SMS de personas y servicios. Responda BAJA para no recibirlos.{help}",
  },
  pt: {
    stopped: "{operator}: deixamos de lhe enviar SMS. Responda VOLTAR para os receber de novo.",
    resumed: "{operator}: enviamos-lhe SMS de novo. Responda SAIR para os cancelar.",
    help: "{operator}: SMS de pessoas e empresas. Responda SAIR para os cancelar.{help}",
  },
  it: {
    stopped: "{operator}: non riceverà più SMS da questo numero. Risponda START per riceverli di nuovo.",
    resumed: "{operator}: riceverà di nuovo SMS da questo numero. Risponda STOP per non riceverli.",
    help: "{operator}: SMS di persone e servizi. Risponda STOP per non riceverli.{help}",
  },
  nl: {
    stopped: "{operator}: u krijgt geen sms meer van dit nummer. Antwoord START om ze weer te krijgen.",
    resumed: "{operator}: u krijgt weer sms van dit nummer. Antwoord STOP om te stoppen.",
    help: "{operator}: sms van mensen en diensten. Antwoord STOP om te stoppen.{help}",
  },
  hi: {
    stopped: "{operator}: अब SMS नहीं आएंगे। फिर पाने को START भेजें।",
    resumed: "{operator}: SMS फिर आएंगे। रोकने को STOP भेजें।",
    help: "{operator}: SMS सेवा। रोकने को STOP भेजें।{help}",
  },
  ar: {
    stopped: "{operator}: لن تصلك رسائلنا. للاستئناف أرسل START.",
    resumed: "{operator}: ستصلك رسائلنا مجددا. للإيقاف أرسل STOP.",
    help: "{operator}: رسائل أشخاص وخدمات. للإيقاف أرسل STOP.{help}",
  },
};

/** What an operator sets: a name, where help is found, and texts in place of ours. */
export interface RuleReplyOptions {
  /** Who sends, as people know them. */
  readonly operator: string;
  /** An address of a page or a mailbox, for HELP. */
  readonly help?: string | undefined;
  readonly texts?: Readonly<Partial<Record<RuleLanguage, Partial<RuleTexts>>>> | undefined;
}

/** The text to answer with, placeholders filled in. */
export function replyText(
  { operator, help, texts }: RuleReplyOptions,
  language: RuleLanguage,
  which: keyof RuleTexts,
): string {
  const text = texts?.[language]?.[which] ?? DEFAULT_TEXTS[language][which];
  const fill: Readonly<Record<string, string>> = {
    "{operator}": operator,
    "{help}": help === undefined || help === "" ? "" : ` ${help}`,
  };
  return text.replace(/\{(operator|help)\}/g, (placeholder) => fill[placeholder] ?? "");
}
