import { GraphError } from "./graph-error.ts";

/** One field asked for. */
export interface SelectedField {
  /** What is asked for inside it; undefined for all. */
  readonly fields: FieldSelection | undefined;
  /** `.limit(n)`: the most items of a list. */
  readonly limit: number | undefined;
}

/** Fields by name, in the order they were asked for. */
export type FieldSelection = ReadonlyMap<string, SelectedField>;

/** Longest `fields`, characters; more is not parsed. */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 8;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const MODIFIER = /\.([a-z_]+)\(([^()]*)\)/y;

/**
 * Parses `fields=a,b{c,d},e.limit(5){f}` (section 1). Nothing asked for is undefined: all default fields.
 * @throws GraphError 100 with the character at which it went wrong.
 */
export function parseFields(text: string | undefined): FieldSelection | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  if (text.length > MAX_LENGTH) throw syntaxError("the list of fields is too long", MAX_LENGTH);
  const source = text.replace(/\s+/g, "");
  const { fields, end } = readList(source, 0, 1);
  if (end < source.length) throw syntaxError("expected end of string", end);
  return fields;
}

function readList(source: string, start: number, depth: number): { fields: FieldSelection; end: number } {
  if (depth > MAX_DEPTH) throw syntaxError("fields are nested too deep", start);
  const fields = new Map<string, SelectedField>();
  let at = start;
  for (;;) {
    const name = matchAt(NAME, source, at)?.[0];
    if (name === undefined) throw syntaxError("expected a field name", at);
    at += name.length;
    const modifiers = readModifiers(source, at);
    at = modifiers.end;
    let inner: FieldSelection | undefined;
    if (source[at] === "{") {
      const nested = readList(source, at + 1, depth + 1);
      if (source[nested.end] !== "}") throw syntaxError('expected "}"', nested.end);
      inner = nested.fields;
      at = nested.end + 1;
    }
    fields.set(name, { fields: inner, limit: modifiers.limit });
    if (source[at] !== ",") return { fields, end: at };
    at++;
  }
}

/** Reads `.limit(5)`; other modifiers are known to Graph and change nothing here. */
function readModifiers(source: string, start: number): { limit: number | undefined; end: number } {
  let at = start;
  let limit: number | undefined;
  for (let match = matchAt(MODIFIER, source, at); match; match = matchAt(MODIFIER, source, at)) {
    if (match[1] === "limit") {
      if (!/^[0-9]{1,6}$/.test(match[2] ?? "")) throw syntaxError("limit takes a number", at);
      limit = Number(match[2]);
    }
    at += match[0].length;
  }
  return { limit, end: at };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

const syntaxError = (what: string, at: number): GraphError =>
  new GraphError(100, { details: `Syntax error in fields at character ${at}: ${what}.` });
