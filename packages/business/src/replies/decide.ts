import type { RepliesTestResult } from "../inbox-api.ts";
import type { CompiledReplies, CompiledRule } from "./compile.ts";
import { foldText } from "./keyword.ts";
import type { RepliesSettings } from "./options.ts";
import type { Situation } from "./situation.ts";
import { asks, type Offer, offerOf } from "./starters.ts";
import { fillName } from "./text.ts";
import { BEGUN, FIRST, fits, greets, saysAway } from "./verdicts.ts";

/** One automatic text. */
export interface PlannedReply extends Offer {
  readonly rule: string;
  readonly name: string;
  readonly text: string;
}

export interface Decision {
  /** In the order in which they are said. */
  readonly replies: readonly PlannedReply[];
  /** The rule that asks for a person. */
  readonly handOver: string | undefined;
  readonly saysAway: boolean;
  readonly trace: RepliesTestResult["trace"];
}

const isAway = ({ reply }: CompiledRule): boolean => reply.kind === "away";
const isGreeting = ({ isOn, reply }: CompiledRule): boolean => isOn && reply.kind === "greeting";

/**
 * What is said to a message, and why. Said are at most: a greeting; one answer, of the first rule that fits; that nobody
 * is there. A greeting carries the questions that can be tapped, unless a person is asked for, who answers them; a first
 * message gets them without a greeting where none is on. A customer who begins with a question or taps one gets its answer
 * instead of the greeting; one who gets an answer is not told that nobody is there, unless the rule asks for a person.
 */
export function decide(replies: CompiledReplies, situation: Situation, settings: RepliesSettings): Decision {
  const { isWithPerson, isBlocked, isOptedOut } = situation;
  const silence = isBlocked
    ? "The customer is blocked."
    : isWithPerson
      ? "A person has the chat."
      : undefined;
  const mute = isOptedOut
    ? "The customer wants no messages."
    : situation.recentTexts >= settings.loopTexts
      ? `${situation.recentTexts} automatic texts were sent here of late: this could be another machine.`
      : undefined;
  const text =
    situation.text === undefined ? undefined : [...situation.text].slice(0, settings.lookedAt).join("");
  const trace: { rule: string; name: string; spoke: boolean; why: string }[] = [];
  const said = { greeting: [] as PlannedReply[], answer: [] as PlannedReply[], away: [] as PlannedReply[] };
  let handOver: string | undefined;
  let hasAnswer = false;
  let answersAlone = false;

  const speak = (
    kind: keyof typeof said,
    rule: { id: string; name: string },
    words: string,
    buttons: readonly string[],
    why: string,
  ) => {
    trace.push({ rule: rule.id, name: rule.name, spoke: mute === undefined, why: mute ?? why });
    if (mute !== undefined) return;
    const limit = buttons.length > 0 ? settings.buttonsTextLength : settings.textLength;
    said[kind].push({
      rule: rule.id,
      name: rule.name,
      text: [...fillName(words, situation.name)].slice(0, limit).join(""),
      buttons: buttons.map((title, n) => ({ id: `rule:${rule.id}:${n}`, title })),
    });
  };
  const stay = (rule: { id: string; name: string }, why: string) => {
    trace.push({ rule: rule.id, name: rule.name, spoke: false, why });
  };

  const folded = foldText(text ?? "");
  const isAsked = (text ?? "").trim() !== "";
  const { choice, isFirst } = situation;
  for (const [index, starter] of replies.iceBreakers.entries()) {
    const rule = { id: `ice-breaker:${index}`, name: starter.title };
    const { isAsked: fitsQuestion, why } = asks(starter, { choice, folded, isFirst });
    if (silence !== undefined) stay(rule, silence);
    else if (hasAnswer) stay(rule, "Another question was asked.");
    else if (!fitsQuestion) stay(rule, why);
    else {
      hasAnswer = true;
      answersAlone = true;
      speak("answer", rule, starter.answer, [], why);
    }
  }
  const isBegun = hasAnswer;

  // Away is last: whether it is said depends on the others.
  const ordered = [...replies.rules.filter((rule) => !isAway(rule)), ...replies.rules.filter(isAway)];
  for (const rule of ordered) {
    const { reply } = rule;
    if (!rule.isOn) stay(rule, "It is switched off.");
    else if (silence !== undefined) stay(rule, silence);
    else if (reply.kind === "greeting") {
      const verdict = greets(reply.afterDays, situation, isBegun, said.greeting.length > 0);
      if (verdict.speaks) speak("greeting", rule, reply.text, [], verdict.why);
      else stay(rule, verdict.why);
    } else if (reply.kind === "away") {
      const verdict = saysAway(replies, situation, settings, answersAlone, said.away.length > 0);
      if (verdict.speaks) speak("away", rule, reply.text, [], verdict.why);
      else stay(rule, verdict.why);
    } else if (hasAnswer) stay(rule, "Another rule has answered.");
    else if (!isAsked) stay(rule, "The message has no text.");
    else {
      const why = fits(rule, folded, text ?? "");
      if (why === undefined) {
        stay(
          rule,
          reply.kind === "keyword" ? "The text has none of its words." : "The text does not fit its pattern.",
        );
        continue;
      }
      hasAnswer = true;
      answersAlone = !reply.handOver;
      if (reply.handOver) handOver = rule.id;
      speak("answer", rule, reply.text, reply.buttons, why);
    }
  }
  if (replies.iceBreakers.length > 0 && !replies.rules.some(isGreeting)) {
    const rule = { id: "ice-breakers", name: "Questions to begin with" };
    const why = isBegun ? BEGUN : isFirst ? undefined : "It is not the customer's first message.";
    if (silence !== undefined) stay(rule, silence);
    else if (why !== undefined) stay(rule, why);
    else if (handOver !== undefined) stay(rule, "A person is asked for.");
    else speak("greeting", rule, replies.iceBreakerText, [], FIRST);
  }
  const hasOffer = replies.iceBreakers.length > 0 && handOver === undefined;
  const greeting = said.greeting.map((one) =>
    hasOffer ? { ...one, ...offerOf(replies, one.text, settings) } : one,
  );
  return {
    replies: [...greeting, ...said.answer, ...said.away],
    handOver,
    saysAway: said.away.length > 0,
    trace,
  };
}
