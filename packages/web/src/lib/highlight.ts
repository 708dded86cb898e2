export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Lower-cased without diacritics, with the index in the original of every character kept. */
function folded(text: string): { readonly text: string; readonly at: readonly number[] } {
  let out = "";
  const at: number[] = [];
  for (let index = 0; index < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
    for (const part of character.normalize("NFD").toLowerCase()) {
      if (/\p{M}/u.test(part)) continue;
      out += part;
      for (let unit = 0; unit < part.length; unit += 1) at.push(index);
    }
    index += character.length;
  }
  at.push(text.length);
  return { text: out, at };
}

/** Cuts a text where words of the query begin one of its words. */
export function highlight(text: string, query: string): readonly Piece[] {
  const terms = folded(query)
    .text.split(/\s+/u)
    .filter((term) => term !== "");
  if (terms.length === 0) return [{ text, hit: false }];
  const source = folded(text);
  const marks: [number, number][] = [];
  for (const term of terms) {
    for (
      let from = source.text.indexOf(term);
      from !== -1;
      from = source.text.indexOf(term, from + term.length)
    ) {
      const before = source.text[from - 1];
      if (before !== undefined && /[\p{L}\p{N}]/u.test(before)) continue;
      marks.push([source.at[from] ?? 0, source.at[from + term.length] ?? text.length]);
    }
  }
  marks.sort(([a], [b]) => a - b);
  const pieces: Piece[] = [];
  let done = 0;
  for (const [from, to] of marks) {
    if (from < done) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), hit: false });
    pieces.push({ text: text.slice(from, to), hit: true });
    done = to;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}

/** The part of a long text around its first hit. */
export function excerpt(text: string, query: string, lead = 24): string {
  const pieces = highlight(text, query);
  const first = pieces[0];
  if (first === undefined || first.hit || pieces.length === 1 || first.text.length <= lead * 2) return text;
  const cut = first.text.slice(-lead).replace(/^\S*\s/u, "");
  return `…${cut}${text.slice(first.text.length)}`;
}
