import type { Assertion } from "./node.ts";
import type { Program } from "./program.ts";

/**
 * Whether a pattern is found in a text, and how many steps that took: at most the program's length for each code point
 * and one more, whatever the pattern is (Thompson, "Regular Expression Search Algorithm", 1968: all ways at once).
 */
export function matchProgram(
  program: Program,
  text: string,
): { readonly isFound: boolean; readonly taken: number } {
  const points = [...text];
  const { steps, tests } = program;
  const verdictOf = verdicts(tests);
  /** At which place of the text a step was last reached, from 1: none is followed twice at one place. */
  const reached = new Uint32Array(steps.length);
  let current: number[] = [];
  let taken = 0;

  /** Follows what takes no letter. True at the end of the pattern. */
  const follow = (into: number[], from: number, place: number): boolean => {
    const open = [from];
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      if (reached[pc] === place + 1) continue;
      reached[pc] = place + 1;
      taken++;
      const step = steps[pc];
      if (step === undefined || step.do === "match") return true;
      if (step.do === "atom") into.push(pc);
      else if (step.do === "jump") open.push(step.to);
      else if (step.do === "split") open.push(step.to[1], step.to[0]);
      else if (holds(step.what, points, place)) open.push(pc + 1);
    }
    return false;
  };

  for (let place = 0; place <= points.length; place++) {
    if (follow(current, 0, place)) return { isFound: true, taken };
    const point = points[place];
    if (point === undefined) break;
    const next: number[] = [];
    for (const pc of current) {
      const step = steps[pc];
      if (step?.do !== "atom" || !verdictOf(point, step.atom)) continue;
      if (follow(next, pc + 1, place + 1)) return { isFound: true, taken };
    }
    current = next;
  }
  return { isFound: false, taken };
}

/** Each code point is asked once for each atom. */
function verdicts(tests: readonly RegExp[]): (point: string, atom: number) => boolean {
  const known = new Map<string, (boolean | undefined)[]>();
  return (point, atom) => {
    let row = known.get(point);
    if (!row) {
      row = [];
      known.set(point, row);
    }
    let verdict = row[atom];
    if (verdict === undefined) {
      verdict = tests[atom]?.test(point) ?? false;
      row[atom] = verdict;
    }
    return verdict;
  };
}

function holds(what: Assertion, points: readonly string[], place: number): boolean {
  if (what === "start") return place === 0;
  if (what === "end") return place === points.length;
  const isBoundary = isWord(points[place - 1]) !== isWord(points[place]);
  return isBoundary === (what === "boundary");
}

const isWord = (point: string | undefined): boolean =>
  point !== undefined && /^[\p{L}\p{M}\p{N}_]$/u.test(point);
