import type { CompiledReplies, CompiledRule } from "./compile.ts";
import { isOpen, spoken, wallTimeOf } from "./hours.ts";
import { containsWord, equalsWord, type FoldedText } from "./keyword.ts";
import type { RepliesSettings } from "./options.ts";
import { matchProgram } from "./pattern/index.ts";
import type { Situation } from "./situation.ts";

const DAY_MS = 24 * 3_600_000;
export const FIRST = "It is the customer's first message.";
export const BEGUN = "The customer asks one of the questions, which is answered.";

/** Whether a rule speaks, and why. */
export interface Verdict {
  readonly speaks: boolean;
  readonly why: string;
}

export function greets(
  afterDays: number,
  { isFirst, silentMs }: Situation,
  isBegun: boolean,
  isGreeted: boolean,
): Verdict {
  if (isBegun) return { speaks: false, why: BEGUN };
  if (isGreeted) return { speaks: false, why: "Another greeting is said." };
  if (isFirst) return { speaks: true, why: FIRST };
  const silentDays = Math.floor((silentMs ?? 0) / DAY_MS);
  if (afterDays > 0 && (silentMs ?? 0) >= afterDays * DAY_MS) {
    return { speaks: true, why: `Nothing was said for ${silentDays} days.` };
  }
  return {
    speaks: false,
    why: `It is not the first message, and nothing was said for ${silentDays} days only.`,
  };
}

export function saysAway(
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
export function fits(
  { reply, words, program }: CompiledRule,
  folded: FoldedText,
  text: string,
): string | undefined {
  if (reply.kind === "keyword") {
    const isIn = reply.match === "equals" ? equalsWord : containsWord;
    const word = words.find((one) => isIn(folded, one));
    return word && `The text ${reply.match === "equals" ? "is" : "has"} "${word.raw}".`;
  }
  const isFound = program && matchProgram(program, text.normalize("NFC").trim()).isFound;
  return isFound ? "The text fits its pattern." : undefined;
}
