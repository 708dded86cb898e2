import { plainJson } from "./plain-json.ts";

// Other ways in which the real API lets a value be written (section 3). What is none of them stays as it is.

/** true or false written as a word, in any case, or as 1 and 0. */
export function readFlag(value: unknown): unknown {
  const word = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (word === "true" || word === "1" || word === 1) return true;
  return word === "false" || word === "0" || word === 0 ? false : value;
}

/**
 * An object or a list written as JSON text, as in a form.
 * @throws GraphError 100 for JSON that is not safe to walk.
 */
export function unpackJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return value;
  }
  return plainJson(parsed);
}
