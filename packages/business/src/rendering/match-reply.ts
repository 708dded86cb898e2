import type { Choice } from "./choices.ts";
import { editDistance } from "./edit-distance.ts";
import { fold } from "./fold.ts";

/** Longest answer that is looked at, characters; a longer one is a message, not a choice. */
const MAX_ANSWER = 120;

/**
 * The choice a customer's text means: its label ("1", "1.", "(1)", "1 Yes"), its title, or a close spelling of it.
 * Undefined when it means none, or could mean two.
 */
export function matchReply(text: string, choices: readonly Choice[]): Choice | undefined {
  if (text.length > MAX_ANSWER) return undefined;
  const answer = fold(text);
  // A title of pictures alone folds to nothing.
  if (answer === "") return only(choices.filter(({ title }) => title.trim() === text.trim()));
  const numbered = choices.filter(
    ({ label, title }) =>
      (fold(label) === answer && !isMore(text)) || `${fold(label)} ${fold(title)}` === answer,
  );
  const titled = choices.filter(({ title }) => fold(title) === answer);
  // Where titles differ in accents or pictures alone, the one that is written so.
  const asWritten = titled.filter(({ title }) => title.trim().toLowerCase() === text.trim().toLowerCase());
  const exact = [...new Set([...numbered, ...(asWritten.length === 1 ? asWritten : titled)])];
  if (exact.length > 0) return only(exact);
  return only(choices.filter(({ title }) => isClose(answer, fold(title))));
}

const only = (choices: readonly Choice[]): Choice | undefined =>
  choices.length === 1 ? choices[0] : undefined;

/** Whether a number stands for something else than a place in the list: "-1", "1%", "1€", "+1", "1/", "1?". */
const isMore = (text: string): boolean => /[-+%/?$£€¥<>=~*]/.test(text.trim());

/** Scripts that write words in letters; in others one sign more or less is another word. */
const ALPHABETIC =
  /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Armenian}\p{sc=Georgian}\p{N}\p{M} ]+$/u;

/**
 * Whether an answer is a title misspelt. Short words and numbers are never guessed at, nor first letters: "Option B" is
 * not "Option A", "subscribe" not "unsubscribe".
 */
function isClose(answer: string, title: string): boolean {
  if (!ALPHABETIC.test(answer) || !ALPHABETIC.test(title)) return false;
  const typed = answer.split(" ");
  const meant = title.split(" ");
  if (typed.length !== meant.length) return typed.join("") === meant.join("");
  let errors = 0;
  for (const [index, word] of meant.entries()) {
    const other = typed[index] ?? "";
    if (word === other) continue;
    const most = allowed(word);
    if (most === 0 || /\p{N}/u.test(word + other) || !beginsAlike(word, other)) return false;
    const distance = editDistance(word, other, most);
    if (distance > most) return false;
    errors += distance;
  }
  return errors <= 2;
}

/** Errors allowed in a word: none up to three letters, one up to seven, then two. */
const allowed = (word: string): number => (word.length <= 3 ? 0 : word.length <= 7 ? 1 : 2);

const beginsAlike = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
