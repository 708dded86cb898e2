/** Ends the parsing of a route; `problem` follows "SMS route 2: " and holds no password. */
export type Refuse = (problem: string) => never;
interface Range {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only, unless told. */
  readonly fraction?: boolean;
}

/** The parameters of a route's URL. Every refusal names the parameter, and none shows its value. */
export class RouteParameters {
  readonly #values: URLSearchParams;
  readonly #refuse: Refuse;
  readonly #known = new Set<string>();

  constructor(url: URL, refuse: Refuse) {
    // In a query a plus means a space; here it is a number's.
    this.#values = new URLSearchParams(url.search.replaceAll("+", "%2B"));
    this.#refuse = refuse;
  }

  /** Of a repeated parameter the last counts. @param words what it must be, for the refusal. */
  text(name: string, pattern: RegExp, words: string): string | undefined {
    this.#known.add(name);
    const value = this.#values.getAll(name).at(-1);
    if (value !== undefined && !pattern.test(value)) this.#refuse(`has a ${name} that is not ${words}`);
    return value;
  }

  /** Repeated, or several with commas. */
  list(name: string, pattern: RegExp, words: string): readonly string[] {
    this.#known.add(name);
    const values = this.#values.getAll(name).flatMap((list) => list.split(","));
    if (!values.every((value) => pattern.test(value))) this.#refuse(`has a ${name} that is not ${words}`);
    return values;
  }

  number(name: string, { fallback, min, max, fraction = false }: Range): number {
    const words = `a ${fraction ? "" : "whole "}number from ${min} to ${max}`;
    const text = this.text(name, /^\d+(\.\d+)?$/, words);
    const value = text === undefined ? fallback : Number(text);
    const fits = value >= min && value <= max && (fraction || Number.isInteger(value));
    return fits || text === undefined ? value : this.#refuse(`has a ${name} that is not ${words}`);
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    this.#known.add(name);
    const value = this.#values.getAll(name).at(-1);
    if (value === undefined) return fallback;
    const choice = choices.find((each) => each === value);
    return choice ?? this.#refuse(`has a ${name} that is none of ${choices.join(", ")}`);
  }

  /** on or off; off unless told. */
  flag(name: string): boolean {
    return this.oneOf(name, ["on", "off"], "off") === "on";
  }

  refuseOthers(): void {
    for (const name of this.#values.keys()) {
      if (this.#known.has(name)) continue;
      // A name of no plain form could be a piece of a password with an unescaped question mark.
      const shown = /^[a-z_]{1,20}$/.test(name) ? ` "${name}"` : "";
      this.#refuse(`has an unknown parameter${shown}; known are ${[...this.#known].join(", ")}`);
    }
  }
}
