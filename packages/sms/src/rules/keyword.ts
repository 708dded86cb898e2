import { fold } from "./fold.ts";
import { KEYWORDS, type KeywordAction } from "./keyword-table.ts";
import { languageOf, type RuleLanguage } from "./language.ts";

export interface Keyword {
  readonly action: KeywordAction;
  /** To answer in. */
  readonly language: RuleLanguage;
}

interface Entry {
  readonly action: KeywordAction;
  readonly languages: RuleLanguage[];
}

const TABLE = tableOf();

/**
 * The keyword that a whole message is, whatever its case, diacritics and surrounding punctuation; undefined for any
 * other message, one that contains a keyword included.
 * @param country ISO 3166 of the phone: several languages share STOP, and this tells them apart.
 */
export function keywordOf(text: string, country?: string): Keyword | undefined {
  const entry = TABLE.get(fold(text));
  return entry && { action: entry.action, language: languageOf(entry.languages, country) };
}

function tableOf(): ReadonlyMap<string, Entry> {
  const table = new Map<string, Entry>();
  for (const [language, actions] of Object.entries(KEYWORDS)) {
    for (const [action, words] of Object.entries(actions)) {
      for (const word of words.split("|")) {
        const key = fold(word);
        const entry = table.get(key) ?? { action: action as KeywordAction, languages: [] };
        entry.languages.push(language as RuleLanguage);
        table.set(key, entry);
      }
    }
  }
  return table;
}
