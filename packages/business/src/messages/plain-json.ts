import { GraphError } from "../graph/graph-error.ts";

/** JSON without null: `null` means absent to the Cloud API. */
export type Plain = string | number | boolean | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [name: string]: Plain | undefined;
}

/** Deepest nesting of a request that is looked at. */
const MAX_DEPTH = 24;

export const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A copy of a JSON value that is safe to walk and to store: bounded in depth, nulls left out of objects, strings
 * well-formed. NUL is refused, as PostgreSQL cannot keep it.
 * @throws GraphError 100.
 */
export function plainJson(value: unknown, depth = 0): Plain {
  if (depth > MAX_DEPTH) throw new GraphError(100, { details: "The request is nested too deep." });
  if (typeof value === "string") return plainString(value);
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  if (Array.isArray(value)) return value.map((item) => plainJson(item, depth + 1));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, held]) => held !== null && held !== undefined)
        .map(([name, held]) => [plainString(name), plainJson(held, depth + 1)]),
    );
  }
  const what = value === null ? "null where a value is needed" : "something that is not JSON";
  throw new GraphError(100, { details: `The request holds ${what}.` });
}

function plainString(text: string): string {
  if (text.includes("\0")) throw new GraphError(100, { details: "The request holds a NUL character." });
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
