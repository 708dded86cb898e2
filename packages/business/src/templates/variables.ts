import type { ParameterFormat } from "./definition.ts";

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names of a text's variables, `{{1}}` or `{{order_id}}`, each once, in the order they come (section 4). */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ""))];
}

/** The text with each variable replaced; one without a value stays. */
export function replaceVariables(text: string, fill: (name: string) => string | undefined): string {
  return text.replace(VARIABLE, (whole, name: string) => fill(name) ?? whole);
}

/** What is wrong with a text's variables, in words; undefined when nothing is. */
export function variableFault(text: string, format: ParameterFormat): string | undefined {
  const names = variablesOf(text);
  if (/\{\{|\}\}/.test(text.replace(VARIABLE, ""))) return "has a variable that is not closed";
  if (format === "NAMED") {
    const isNamed = names.every((name) => /^[a-z][a-z0-9_]*$/.test(name));
    return isNamed ? undefined : "must have variables of lower-case letters, digits and _";
  }
  const isCounted = names.every((name) => /^[1-9][0-9]*$/.test(name));
  if (!isCounted) return "must have variables {{1}}, {{2}} …";
  const sorted = names.map(Number).sort((a, b) => a - b);
  return sorted.every((number, index) => number === index + 1)
    ? undefined
    : "must number its variables from 1";
}

/** What is wrong with where a body's variables stand. */
export function placementFault(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed)) {
    return "must not begin or end with a variable";
  }
  return /\}\}\s*\{\{/.test(trimmed) ? "must not have variables next to each other" : undefined;
}
