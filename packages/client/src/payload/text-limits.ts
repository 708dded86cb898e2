/** At most `max` code points of a text; never cuts one in two. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (let count = 0; count < max && end < text.length; count++)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}

/** Whether a text has more than `max` code points. */
export function isLonger(text: string, max: number): boolean {
  return truncate(text, max).length < text.length;
}
