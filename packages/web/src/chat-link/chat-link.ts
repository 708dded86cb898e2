/** Leads to a chat with a number, with a text to begin with: what businesses print and put on their pages. */
export interface ChatLink {
  /** E.164; empty where the address names none. */
  readonly number: string;
  /** What is put where one writes; never sent by itself. */
  readonly text: string;
}

const PREFIX = "#/to/";
/** Longest text that is taken from an address, code points. */
const LONGEST = 4_096;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/**
 * Reads `#/to/+447700900123?text=Hello`: number and text are in the fragment, which browsers tell no server. Undefined for
 * any other fragment.
 */
export function parseChatLink(fragment: string): ChatLink | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  const [path = "", ...query] = fragment.slice(PREFIX.length).split("?");
  const digits = decoded(path).replace(/[\s().\-/]/gu, "");
  const number = /^\+?([1-9]\d{4,14})$/u.exec(digits)?.[1];
  const text = new URLSearchParams(query.join("?")).get("text") ?? "";
  return { number: number === undefined ? "" : `+${number}`, text: [...text].slice(0, LONGEST).join("") };
}
