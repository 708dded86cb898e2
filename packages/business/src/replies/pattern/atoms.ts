import { PatternError } from "./node.ts";

/** The kinds of one code point that a pattern asks about, each once. */
export class Atoms {
  readonly #places = new Map<string, number>();
  readonly #tests: RegExp[] = [];

  /**
   * The place of an atom. A RegExp of one code point takes one step, whatever it is.
   * @param source in JavaScript's language
   * @throws {PatternError}
   */
  add(source: string, at: number): number {
    const known = this.#places.get(source);
    if (known !== undefined) return known;
    const test = oneOf(source);
    if (!test) throw new PatternError(`"${source}" is not a kind of letter`, at);
    this.#places.set(source, this.#tests.length);
    this.#tests.push(test);
    return this.#tests.length - 1;
  }

  get tests(): readonly RegExp[] {
    return this.#tests;
  }
}

function oneOf(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, "iu");
  } catch {
    return undefined;
  }
}
