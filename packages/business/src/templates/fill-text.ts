import { GraphError } from "../graph/graph-error.ts";
import type { TemplateParameter } from "../messages/content.ts";
import { isWithin } from "../messages/lenient.ts";
import type { ParameterFormat } from "./definition.ts";
import { replaceVariables, variablesOf } from "./variables.ts";

/** Which text is filled. */
export interface TextSlot {
  /** "header" or "body", for the error. */
  readonly part: "header" | "body";
  readonly text: string;
  readonly format: ParameterFormat;
  /** Longest result, code points. */
  readonly limit: number;
}

/**
 * A text with its variables filled, by position or by name (section 3: template).
 * @throws GraphError 132000 another number of parameters, 132012 another kind, 132008 a value with line breaks, tabs
 * or more than four spaces, 132005 a result that is too long, 131008 an empty value, 100 a name that is missing.
 */
export function fillText(slot: TextSlot, parameters: readonly TemplateParameter[]): string {
  const { part, text, format, limit } = slot;
  const names = variablesOf(text);
  if (parameters.length !== names.length) throw countMismatch(part, parameters.length, names.length);
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const value = textOf(part, parameter);
    values.set(format === "NAMED" ? nameOf(part, parameter) : String(index + 1), value);
  }
  const missing = names.find((name) => !values.has(name));
  if (missing !== undefined) {
    throw new GraphError(132012, {
      details: `${part}: there is no parameter named as the template's variable.`,
    });
  }
  const filled = replaceVariables(text, (name) => values.get(name));
  if (!isWithin(filled, limit)) {
    throw new GraphError(132005, { details: `${part}: the text may have at most ${limit} characters.` });
  }
  return filled;
}

/** 132000 in Meta's words. */
export function countMismatch(part: string, given: number, expected: number): GraphError {
  return new GraphError(132000, {
    details: `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  });
}

function textOf(part: string, parameter: TemplateParameter): string {
  if (!("text" in parameter)) {
    throw new GraphError(132012, {
      details: `${part}: Format mismatch, expected TEXT, received ${parameter.type.toUpperCase()}`,
    });
  }
  const { text } = parameter;
  if (text.trim() === "") {
    throw new GraphError(131008, { details: `${part}: Parameter of type text is missing text value` });
  }
  if (/[\r\n\t]| {5}/.test(text)) {
    throw new GraphError(132008, {
      details: `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    });
  }
  return text;
}

function nameOf(part: string, parameter: TemplateParameter): string {
  const name = "name" in parameter ? parameter.name : undefined;
  if (name === undefined)
    throw new GraphError(100, { details: `${part}: Parameter name is missing or empty` });
  return name;
}
