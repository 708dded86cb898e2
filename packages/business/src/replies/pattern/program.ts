import { type Assertion, PatternError, type PatternNode } from "./node.ts";
import { parsePattern } from "./parse.ts";

/** One step of a program; steps without a target go on with the next. */
export type Step =
  | { readonly do: "atom"; readonly atom: number }
  | { readonly do: "assert"; readonly what: Assertion }
  /** Goes on at both places. */
  | { readonly do: "split"; readonly to: readonly [number, number] }
  | { readonly do: "jump"; readonly to: number }
  | { readonly do: "match" };

/** A pattern that can be matched. */
export interface Program {
  readonly steps: readonly Step[];
  readonly tests: readonly RegExp[];
}

/** Most steps of a program: what a text may cost is this times its length. */
export const MAX_STEPS = 2_000;

/** @throws {PatternError} */
export function compilePattern(source: string): Program {
  const { node, tests } = parsePattern(source);
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS)
      throw new PatternError("the pattern is too large: count less", source.length);
    return steps.push(step) - 1;
  };
  const emit = (part: PatternNode): void => {
    switch (part.kind) {
      case "atom":
        add({ do: "atom", atom: part.atom });
        return;
      case "assertion":
        add({ do: "assert", what: part.what });
        return;
      case "sequence":
        for (const item of part.items) emit(item);
        return;
      case "choice":
        emitChoice(part.items);
        return;
      case "repeat":
        emitRepeat(part.item, part.least, part.most);
    }
  };
  const emitChoice = (items: readonly PatternNode[]): void => {
    const ends: number[] = [];
    for (const [index, item] of items.entries()) {
      if (index === items.length - 1) {
        emit(item);
        continue;
      }
      const split = add({ do: "split", to: [0, 0] });
      emit(item);
      ends.push(add({ do: "jump", to: 0 }));
      steps[split] = { do: "split", to: [split + 1, steps.length] };
    }
    for (const end of ends) steps[end] = { do: "jump", to: steps.length };
  };
  const emitRepeat = (item: PatternNode, least: number, most: number): void => {
    for (let n = 0; n < least; n++) emit(item);
    if (most === Number.POSITIVE_INFINITY) {
      const split = add({ do: "split", to: [0, 0] });
      emit(item);
      add({ do: "jump", to: split });
      steps[split] = { do: "split", to: [split + 1, steps.length] };
      return;
    }
    const splits: number[] = [];
    for (let n = least; n < most; n++) {
      splits.push(add({ do: "split", to: [0, 0] }));
      emit(item);
    }
    for (const split of splits) steps[split] = { do: "split", to: [split + 1, steps.length] };
  };
  emit(node);
  add({ do: "match" });
  return { steps, tests };
}
