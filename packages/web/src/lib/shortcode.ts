export interface Shortcode {
  readonly emoji: string;
  readonly code: string;
}

/** The `:name` being typed just before the caret, without the colon; at least two letters. */
export function shortcodeAt(
  text: string,
  caret: number,
): { readonly from: number; readonly query: string } | undefined {
  const match = /(?:^|[\s(])(:([a-z0-9_+-]{2,24}))$/iu.exec(text.slice(Math.max(0, caret - 32), caret));
  const typed = match?.[1];
  const query = match?.[2];
  if (typed === undefined || query === undefined) return undefined;
  return { from: caret - typed.length, query: query.toLowerCase() };
}

/** Best matches first: names that begin with the query, then names that hold it. */
export function matchShortcodes(all: readonly Shortcode[], query: string, limit = 8): readonly Shortcode[] {
  const begins = all
    .filter(({ code }) => code.startsWith(query))
    .sort((a, b) => a.code.length - b.code.length);
  const holds = all.filter(({ code }) => !code.startsWith(query) && code.includes(query));
  return [...begins, ...holds].slice(0, limit);
}

/** Replaces a finished `:name:` just before the caret. */
export function completedShortcode(
  text: string,
  caret: number,
  all: readonly Shortcode[],
): { readonly text: string; readonly caret: number } | undefined {
  const match = /(?:^|[\s(]):([a-z0-9_+-]{2,24}):$/iu.exec(text.slice(Math.max(0, caret - 32), caret));
  const name = match?.[1]?.toLowerCase();
  const found = name === undefined ? undefined : all.find(({ code }) => code === name);
  if (name === undefined || found === undefined) return undefined;
  const from = caret - name.length - 2;
  return { text: text.slice(0, from) + found.emoji + text.slice(caret), caret: from + found.emoji.length };
}
