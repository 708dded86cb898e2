/** One thing a customer can answer to a message that was sent as text. */
export interface Choice {
  /** What the text says to reply: "1", or "A" where titles are numbers themselves. */
  readonly label: string;
  readonly kind: "button" | "row" | "quick_reply";
  /** The button's or row's id; a quick reply's payload. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
}

type Unlabelled = Omit<Choice, "label">;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Gives choices their labels: letters when a title begins with a number and "2" would mean two things. */
export function labelled(choices: readonly Unlabelled[]): Choice[] {
  const isNumeric = choices.some(({ title }) => /^\P{L}*\p{N}/u.test(title));
  const isLettered = choices.some(({ title }) => /^\P{L}*\p{L}\P{L}*$/u.test(title));
  const useLetters = isNumeric && !isLettered && choices.length <= LETTERS.length;
  return choices.map((choice, index) => ({
    ...choice,
    label: (useLetters && LETTERS[index]) || String(index + 1),
  }));
}
