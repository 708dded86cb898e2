export type { IncomingText, RuleOutcome, RuleReply } from "./incoming-rules.ts";
export { type Keyword, keywordOf } from "./keyword.ts";
export type { KeywordAction } from "./keyword-table.ts";
export type { RuleLanguage } from "./language.ts";
export { RULES_MIGRATIONS } from "./migrations/index.ts";
export { createQuietHours, type QuietHours, type QuietHoursOptions, type QuietSpan } from "./quiet-hours.ts";
export type { RuleReplyOptions, RuleTexts } from "./replies.ts";
export { parseRuleTexts, RuleTextsError } from "./rule-texts.ts";
export {
  createSmsRules,
  type OutgoingText,
  type SendVerdict,
  type SmsRules,
  type SmsRulesOptions,
} from "./rules.ts";
export type { Suppression, SuppressionSource } from "./suppression.ts";
export { type ImportResult, Suppressions } from "./suppressions.ts";
