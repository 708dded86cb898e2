import type { RepliesTestResult } from "../inbox-api.ts";
import type { CompiledReplies, CompiledRule } from "./compile.ts";
import { isOpen, spoken, wallTimeOf } from "./hours.ts";
import { containsWord, equalsWord, type FoldedText, foldText } from "./keyword.ts";
import type { RepliesSettings } from "./options.ts";
import { matchProgram } from "./pattern/index.ts";
import { fillName } from "./text.ts";

/** What there is to know about a customer's message. */
export interface Situation {
  /** What the customer wrote or chose; undefined for a picture, a place … */
  readonly text: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Nothing of the customer's came before. */
  readonly isFirst: boolean;
  /** Milliseconds since anybody said anything; undefined when nobody did. */
  readonly silentMs: number | undefined;
  /** The customer's name, if there is one. */
  readonly name: string | undefined;
  readonly isWithPerson: boolean;
  readonly isBlocked: boolean;
  readonly isOptedOut: boolean;
  /** Automatic texts in this thread within `loopMs`. */
  readonly recentTexts: number;
  /** Milliseconds since the customer was told that nobody is there. */
  readonly awaySaidMs: number | undefined;
}

/** One automatic text. */
export interface PlannedReply {
  readonly rule: string;
  readonly name: string;
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

export interface Decision {
  /** In the order in which they are said. */
  readonly replies: readonly PlannedReply[];
  /** The rule that asks for a person. */
  readonly handOver: string | undefined;
  readonly saysAway: boolean;
  readonly trace: RepliesTestResult["trace"];
}

const DAY_MS = 24 * 3_600_000;

/**
 * What is said to a message, and why. Said are at most: a greeting; one answer, of the first rule that fits; that nobody
 * is there. A customer who begins with one of the questions gets its answer instead of the greeting; one who gets an
 * answer is not told that nobody is there, unless the rule asks for a person.
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
  for (const [index, { question, answer }] of replies.iceBreakers.entries()) {
    const rule = { id: `ice-breaker:${index}`, name: question.raw };
    if (silence !== undefined) stay(rule, silence);
    else if (!situation.isFirst) stay(rule, "It is not the customer's first message.");
    else if (hasAnswer || !isAsked || !equalsWord(folded, question))
      stay(rule, "The text is not this question.");
    else {
      hasAnswer = true;
      answersAlone = true;
      speak("answer", rule, answer, [], "The customer begins with this question.");
    }
  }
  const isBegun = hasAnswer;

  // Away is last: whether it is said depends on the others.
  const isAway = ({ reply }: CompiledRule) => reply.kind === "away";
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
  return {
    replies: [...said.greeting, ...said.answer, ...said.away],
    handOver,
    saysAway: said.away.length > 0,
    trace,
  };
}

interface Verdict {
  readonly speaks: boolean;
  readonly why: string;
}

function greets(
  afterDays: number,
  { isFirst, silentMs }: Situation,
  isBegun: boolean,
  isGreeted: boolean,
): Verdict {
  if (isBegun) return { speaks: false, why: "The customer begins with a question, which is answered." };
  if (isGreeted) return { speaks: false, why: "Another greeting is said." };
  if (isFirst) return { speaks: true, why: "It is the customer's first message." };
  const silentDays = Math.floor((silentMs ?? 0) / DAY_MS);
  if (afterDays > 0 && (silentMs ?? 0) >= afterDays * DAY_MS) {
    return { speaks: true, why: `Nothing was said for ${silentDays} days.` };
  }
  return {
    speaks: false,
    why: `It is not the first message, and nothing was said for ${silentDays} days only.`,
  };
}

function saysAway(
  { hours }: CompiledReplies,
  { at, awaySaidMs }: Situation,
  { awayEveryMs }: RepliesSettings,
  isAnswered: boolean,
  isSaid: boolean,
): Verdict {
  const when = `${spoken(wallTimeOf(at, hours.timeZone))} in ${hours.timeZone}`;
  if (isOpen(hours, at)) return { speaks: false, why: `Somebody is there: it is ${when}.` };
  if (isAnswered) return { speaks: false, why: "Another rule has answered." };
  if (isSaid) return { speaks: false, why: "Another rule says so." };
  if (awaySaidMs !== undefined && awaySaidMs < awayEveryMs) {
    return { speaks: false, why: `It was said less than ${Math.round(awayEveryMs / 3_600_000)} hours ago.` };
  }
  return { speaks: true, why: `Nobody is there: it is ${when}.` };
}

/** Why a rule answers a text; undefined when it does not. */
function fits({ reply, words, program }: CompiledRule, folded: FoldedText, text: string): string | undefined {
  if (reply.kind === "keyword") {
    const isIn = reply.match === "equals" ? equalsWord : containsWord;
    const word = words.find((one) => isIn(folded, one));
    return word && `The text ${reply.match === "equals" ? "is" : "has"} "${word.raw}".`;
  }
  const isFound = program && matchProgram(program, text.normalize("NFC").trim()).isFound;
  return isFound ? "The text fits its pattern." : undefined;
}
