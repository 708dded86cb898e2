import type { RepliesDraft } from "../model/index.ts";
import { type FoldedText, foldText } from "./keyword.ts";
import { compilePattern, type Program } from "./pattern/index.ts";

type Rule = RepliesDraft["rules"][number];

/** A rule, ready to be asked. */
export interface CompiledRule extends Rule {
  readonly words: readonly FoldedText[];
  readonly program: Program | undefined;
}

/** Automatic replies of a number, ready to be asked. */
export interface CompiledReplies {
  readonly hours: RepliesDraft["hours"];
  readonly rules: readonly CompiledRule[];
  readonly iceBreakers: readonly {
    readonly title: string;
    readonly question: FoldedText;
    readonly answer: string;
  }[];
  /** What the questions stand below when there is no greeting. */
  readonly iceBreakerText: string;
  /** What opens them as a list. */
  readonly iceBreakerButton: string;
  /** There is something that could be said. */
  readonly isOn: boolean;
  /** What was said before matters. */
  readonly looksBack: boolean;
}

/** @param draft checked: see checkDraft */
export function compileReplies(draft: RepliesDraft): CompiledReplies {
  const { hours, rules, iceBreakers, iceBreakerText, iceBreakerButton } = draft;
  const on = rules.filter(({ isOn }) => isOn);
  return {
    hours,
    rules: rules.map((rule) => ({
      ...rule,
      words: rule.reply.kind === "keyword" ? rule.reply.words.map(foldText) : [],
      program:
        rule.reply.kind === "pattern" ? compilePattern(rule.reply.pattern.normalize("NFC")) : undefined,
    })),
    iceBreakers: iceBreakers.map(({ question, answer }) => ({
      title: question,
      question: foldText(question),
      answer,
    })),
    ...{ iceBreakerText, iceBreakerButton },
    isOn: on.length > 0 || iceBreakers.length > 0,
    looksBack: iceBreakers.length > 0 || on.some(({ reply }) => reply.kind === "greeting"),
  };
}
