const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Longest name that is put into a text, code points. */
const MAX_NAME = 60;

/** The first placeholder of a text that is not `{{name}}`. */
export function unknownPlaceholder(text: string): string | undefined {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "").find((name) => name !== "name");
}

/**
 * A text with the customer's name in it. Where no name is known, the placeholder goes, with the space before it: "Hello
 * {{name}}!" is "Hello!".
 */
export function fillName(text: string, name: string | undefined): string {
  const shown = [...(name ?? "").replace(/\s+/gu, " ").trim()].slice(0, MAX_NAME).join("");
  if (shown === "") return text.replace(/[^\S\r\n]?\{\{\s*name\s*\}\}/g, "").trim();
  return text.replace(/\{\{\s*name\s*\}\}/g, () => shown);
}
