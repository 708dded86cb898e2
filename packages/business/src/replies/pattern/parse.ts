import { Atoms } from "./atoms.ts";
import { PatternError, type PatternNode } from "./node.ts";

/** Most repetitions that can be counted. */
const MAX_COUNT = 100;
const MAX_DEPTH = 30;

/** Reads a pattern. @throws {PatternError} with the place where it went wrong */
export function parsePattern(source: string): {
  readonly node: PatternNode;
  readonly tests: readonly RegExp[];
} {
  const atoms = new Atoms();
  let at = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at += match[0].length;
    return match;
  };
  const atomOf = (text: string, from: number): PatternNode => ({ kind: "atom", atom: atoms.add(text, from) });

  const choice = (depth: number): PatternNode => {
    const items = [sequence(depth)];
    while (take(/\|/y)) items.push(sequence(depth));
    const [only] = items;
    return items.length === 1 && only ? only : { kind: "choice", items };
  };

  const sequence = (depth: number): PatternNode => {
    const items: PatternNode[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") items.push(repeated(depth));
    return { kind: "sequence", items };
  };

  const repeated = (depth: number): PatternNode => {
    const from = at;
    const item = single(depth);
    const counts = quantifier();
    if (!counts) return item;
    if (item.kind === "assertion") throw new PatternError("there is nothing to repeat before this", from);
    const again = at;
    if (quantifier()) throw new PatternError("two repetitions stand behind each other", again);
    return { kind: "repeat", item, ...counts };
  };

  const quantifier = (): { least: number; most: number } | undefined => {
    const from = at;
    const match = take(/(?:([?*+])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})\??/y);
    if (!match) {
      if (source[at] !== "{") return undefined;
      throw new PatternError("a brace begins a count, as in {2} or {2,5}; write \\{ for the sign", at);
    }
    const [, sign, first, comma, second] = match;
    if (sign) return { least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
    const least = Number(first);
    const most =
      comma === undefined ? least : second === undefined ? Number.POSITIVE_INFINITY : Number(second);
    if (most < least) throw new PatternError("the count ends before it begins", from);
    if (least > MAX_COUNT || (most > MAX_COUNT && most !== Number.POSITIVE_INFINITY)) {
      throw new PatternError(`a count goes up to ${MAX_COUNT}`, from);
    }
    return { least, most };
  };

  const single = (depth: number): PatternNode => {
    const from = at;
    const sign = String.fromCodePoint(source.codePointAt(at) ?? 0);
    switch (sign) {
      case "(":
        return group(depth);
      case "[": {
        const text = take(/\[(?:\\[\s\S]|[^\\\]])*\]/y)?.[0];
        if (text === undefined) throw new PatternError("the [ is not closed", from);
        if (text === "[]" || text === "[^]") throw new PatternError("there is nothing between [ and ]", from);
        return atomOf(text, from);
      }
      case "\\":
        return escaped();
      case "?":
      case "*":
      case "+":
        throw new PatternError("there is nothing to repeat before this", from);
      case "{":
        throw new PatternError("a brace begins a count, as in {2} or {2,5}; write \\{ for the sign", from);
    }
    at += sign.length;
    if (sign === ".") return atomOf(".", from);
    if (sign === "^") return { kind: "assertion", what: "start" };
    if (sign === "$") return { kind: "assertion", what: "end" };
    return atomOf(literal(sign), from);
  };

  const group = (depth: number): PatternNode => {
    const from = at;
    if (depth >= MAX_DEPTH) throw new PatternError("groups are nested too deep", from);
    if (take(/\(\?<?[=!]/y)) {
      throw new PatternError("looking ahead or behind with (?=, (?!, (?<= or (?<! is not possible", from);
    }
    if (!take(/\((?:\?:|\?<[A-Za-z_]\w*>|(?!\?))/y))
      throw new PatternError("this kind of group is not known", from);
    const inner = choice(depth + 1);
    if (!take(/\)/y)) throw new PatternError("the ( is not closed", from);
    return inner;
  };

  const escaped = (): PatternNode => {
    const from = at;
    const assertion = take(/\\([bB])/y)?.[1];
    if (assertion) return { kind: "assertion", what: assertion === "b" ? "boundary" : "no-boundary" };
    const kind = take(
      /\\(?:[dDwWsSnrtfv]|[pP]\{[^{}]{1,60}\}|x[0-9a-f]{2}|u(?:[0-9a-f]{4}|\{[0-9a-f]{1,6}\}))/iy,
    )?.[0];
    if (kind !== undefined) return atomOf(kind, from);
    if (take(/\\(?:[1-9]|k)/y)) {
      throw new PatternError("repeating what a group has found, with \\1 or \\k, is not possible", from);
    }
    const sign = take(/\\([^\p{L}\p{N}])/uy)?.[1];
    if (sign === undefined) throw new PatternError("\\ and this sign mean nothing together", from);
    return atomOf(literal(sign), from);
  };

  const node = choice(0);
  if (at < source.length) throw new PatternError("the ) has no (", at);
  return { node, tests: atoms.tests };
}

/** A code point as JavaScript's language has it, whatever it would mean there. */
const literal = (sign: string): string => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
