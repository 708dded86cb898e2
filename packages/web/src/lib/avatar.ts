const grounds = 8;

/** Which of the eight muted grounds an account's initials stand on: the same on every device. */
export function avatarGround(account: string): number {
  let hash = 0;
  for (const character of account) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % grounds;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function firstGrapheme(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment;
  return "";
}

/** One or two letters of a name; nothing for a bare phone number, which shows a silhouette instead. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [first, last].map((word) =>
    word === undefined ? "" : firstGrapheme(word.replace(/^[^\p{L}]+/u, "")),
  );
  return letters.join("").toLocaleUpperCase();
}
