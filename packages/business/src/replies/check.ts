import type { RepliesDraft } from "../model/index.ts";
import { RepliesError } from "./errors.ts";
import { hoursFault } from "./hours.ts";
import { foldText } from "./keyword.ts";
import type { RepliesSettings } from "./options.ts";
import { compilePattern, PatternError } from "./pattern/index.ts";
import { shapeDraft } from "./shape.ts";
import { fillName, unknownPlaceholder } from "./text.ts";

type Rule = RepliesDraft["rules"][number];

const length = (text: string): number => [...text].length;

/**
 * Automatic replies that can be kept and run, from whatever was given.
 * @throws {RepliesError} with a sentence about the first thing that is wrong
 */
export function checkDraft(given: unknown, settings: RepliesSettings): RepliesDraft {
  const draft = shapeDraft(given, settings);
  const fault =
    hoursFault(draft.hours) ??
    first(draft.rules, (rule) => ruleFault(rule, settings)) ??
    idFault(draft.rules) ??
    repeatedWord(draft.rules) ??
    iceBreakerFault(draft, settings);
  if (fault !== undefined) throw new RepliesError(fault);
  return draft;
}

/** The first fault that is found among them. */
function first<T>(
  items: readonly T[],
  faultOf: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const fault = faultOf(item, index);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const titleOf = ({ name, reply }: Rule): string => (name === "" ? `the ${reply.kind} rule` : `"${name}"`);

function ruleFault(rule: Rule, settings: RepliesSettings): string | undefined {
  const { name, reply } = rule;
  const title = titleOf(rule);
  if (length(name) > settings.nameLength) {
    return `The name of ${title.slice(0, 40)}… is longer than ${settings.nameLength} characters.`;
  }
  const buttons = "buttons" in reply ? reply.buttons : [];
  return (
    textFault(
      `The text of ${title}`,
      reply.text,
      buttons.length > 0 ? settings.buttonsTextLength : settings.textLength,
    ) ??
    buttonsFault(title, buttons, settings) ??
    (reply.kind === "keyword" ? wordsFault(title, reply.words, settings) : undefined) ??
    (reply.kind === "pattern" ? patternFault(title, reply.pattern, settings) : undefined)
  );
}

function textFault(what: string, text: string, limit: number): string | undefined {
  if (text === "") return `${what} is empty.`;
  const over = length(text) - limit;
  if (over > 0) return `${what} is ${over} characters too long: at most ${limit} are possible.`;
  const placeholder = unknownPlaceholder(text);
  return placeholder === undefined
    ? undefined
    : `${what} has {{${placeholder.slice(0, 40)}}}, which is not known. There is {{name}}, the customer's name.`;
}

/** What is tapped is the same for every customer. */
function titleFault(what: string, title: string, limit: number): string | undefined {
  return (
    textFault(what, title, limit) ??
    (fillName(title, undefined) === title ? undefined : `${what} cannot have {{name}} in it.`)
  );
}

function buttonsFault(
  title: string,
  buttons: readonly string[],
  settings: RepliesSettings,
): string | undefined {
  if (buttons.length > settings.buttons) {
    return `${sentence(title)} has ${buttons.length} buttons; at most ${settings.buttons} are possible.`;
  }
  const long = buttons.find((button) => length(button) > settings.buttonLength);
  if (long !== undefined) {
    return `The button "${long.slice(0, 60)}" of ${title} is longer than ${settings.buttonLength} characters.`;
  }
  if (buttons.includes("")) return `A button of ${title} has no text.`;
  const twice = repeated(buttons);
  return twice === undefined ? undefined : `${sentence(title)} has the button "${twice}" twice.`;
}

function wordsFault(title: string, words: readonly string[], settings: RepliesSettings): string | undefined {
  if (words.length === 0) return `${sentence(title)} has no word to look for.`;
  if (words.includes("")) return `A word of ${title} is empty.`;
  if (words.length > settings.words) return `${sentence(title)} has more than ${settings.words} words.`;
  const long = words.find((word) => length(word) > settings.wordLength);
  return (
    long && `The word "${long.slice(0, 40)}…" of ${title} is longer than ${settings.wordLength} characters.`
  );
}

function patternFault(title: string, pattern: string, settings: RepliesSettings): string | undefined {
  if (pattern.trim() === "") return `${sentence(title)} has no pattern.`;
  if (length(pattern) > settings.patternLength) {
    return `The pattern of ${title} is longer than ${settings.patternLength} characters.`;
  }
  try {
    compilePattern(pattern.normalize("NFC"));
    return undefined;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return `The pattern of ${title} is wrong at character ${error.at + 1}: ${error.message}.`;
  }
}

function idFault(rules: readonly Rule[]): string | undefined {
  const wrong = rules.find(({ id }) => !/^[A-Za-z0-9_-]{1,64}$/.test(id));
  if (wrong) return `${sentence(titleOf(wrong))} has an id that is not made of letters, digits, - and _.`;
  const twice = repeated(rules.map(({ id }) => id));
  return twice === undefined ? undefined : `Two rules have the id "${twice}".`;
}

/** A word that two rules wait for in the same way: the second would never be heard. */
function repeatedWord(rules: readonly Rule[]): string | undefined {
  const holders = new Map<string, Rule>();
  for (const rule of rules) {
    const { reply } = rule;
    if (!rule.isOn || reply.kind !== "keyword") continue;
    for (const word of reply.words) {
      const { folded, raw } = foldText(word);
      const key = `${reply.match} ${folded === "" ? raw : folded}`;
      const holder = holders.get(key);
      if (holder === rule) return `${sentence(titleOf(rule))} has the word "${word}" twice.`;
      if (holder) return `The word "${word}" is in two rules: ${titleOf(holder)} and ${titleOf(rule)}.`;
      holders.set(key, rule);
    }
  }
  return undefined;
}

function iceBreakerFault(draft: RepliesDraft, settings: RepliesSettings): string | undefined {
  const { iceBreakers, iceBreakerText, iceBreakerButton } = draft;
  if (iceBreakers.length > settings.iceBreakers) {
    return `There are ${iceBreakers.length} questions to begin with; at most ${settings.iceBreakers} are possible.`;
  }
  const fault =
    textFault("The text above the questions", iceBreakerText, settings.textLength) ??
    titleFault("The button that opens the questions", iceBreakerButton, settings.listButtonLength) ??
    first(
      iceBreakers,
      ({ question, answer }, index) =>
        titleFault(`Question ${index + 1}`, question, settings.questionLength) ??
        textFault(`The answer to question ${index + 1}`, answer, settings.textLength),
    );
  const twice = repeated(iceBreakers.map(({ question }) => foldText(question).folded || question));
  return fault ?? (twice === undefined ? undefined : `The question "${twice}" is there twice.`);
}

const repeated = (texts: readonly string[]): string | undefined =>
  texts.find((text, index) => texts.indexOf(text) !== index);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
