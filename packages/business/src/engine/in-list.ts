import { placeholders } from "@culver/storage";

/**
 * `?, ?, …` and values for an `IN (…)` with so many ids. Few lengths, so that few statements are prepared: the last id fills
 * the rest.
 */
export function inList(ids: readonly string[]): {
  readonly list: string;
  readonly values: readonly string[];
} {
  let length = 1;
  while (length < ids.length) length *= 4;
  const fill = ids.at(-1) ?? "";
  const values = [...ids, ...Array<string>(length - ids.length).fill(fill)];
  return { list: placeholders(length), values };
}
