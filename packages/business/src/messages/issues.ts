import type { z } from "zod";
import type { GraphErrorCode } from "../graph/error-table.ts";
import { GraphError } from "../graph/graph-error.ts";
import { isPlainObject } from "./plain-json.ts";

/** The code a rule of ours names for when it is broken; zod's own issues are told apart below. */
export const broken = (graph: GraphErrorCode, message: string) => ({ message, params: { graph } });

/**
 * Checks a value against a schema, and words the first thing wrong as Graph does (section 6): 131008 what is
 * missing, 100 what has the wrong type, 131009 what has a wrong value.
 * @param at the parameter the value came in; undefined for the whole body.
 * @param only the one code for everything, where the API has no finer ones (templates' management).
 * @throws GraphError
 */
export function check<T>(schema: z.ZodType<T>, value: unknown, at?: string, only?: GraphErrorCode): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (!issue) throw new GraphError(only ?? 100);
  const parameter = parameterName(at, issue.path);
  const { code, says } = verdictOf(issue, parameter);
  throw new GraphError(only ?? code, { details: says });
}

function verdictOf(issue: z.core.$ZodIssue, parameter: string): { code: GraphErrorCode; says: string } {
  if (issue.code === "custom") {
    const code: unknown = issue.params?.graph;
    return { code: isCode(code) ? code : 131009, says: `Param ${parameter} ${issue.message}.` };
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    const isNamed = isPlainObject(issue.input) && issue.input[issue.discriminator] !== undefined;
    return isNamed
      ? { code: 131051, says: `Param ${parameter} names a type that is not supported.` }
      : { code: 131008, says: `The parameter ${parameter} is required.` };
  }
  const isMissing =
    issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value");
  if (isMissing) return { code: 131008, says: `The parameter ${parameter} is required.` };
  if (issue.code === "invalid_type")
    return { code: 100, says: `Param ${parameter} must be ${a(issue.expected)}.` };
  if (issue.code === "invalid_value") {
    return {
      code: 131009,
      says: `Param ${parameter} must be one of {${issue.values.map(String).join(", ")}}.`,
    };
  }
  return { code: 131009, says: `Param ${parameter} is not valid.` };
}

const isCode = (code: unknown): code is GraphErrorCode => typeof code === "number";

const a = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** `interactive['action']['buttons'][0]`, as Graph names what is within a parameter. */
function parameterName(at: string | undefined, path: readonly PropertyKey[]): string {
  const [first, ...inner] = at === undefined ? path.map(String) : [at, ...path.map(String)];
  if (first === undefined) return "messages";
  return (
    first + inner.map((part) => (/^[0-9]+$/.test(part) ? `[${part}]` : `['${part.slice(0, 64)}']`)).join("")
  );
}
