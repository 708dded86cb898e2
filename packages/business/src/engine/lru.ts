/** The values used last, as many as there is room for. */
export class Lru<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();
  readonly #evicted: (value: Value) => void;

  constructor(most: number, evicted: (value: Value) => void = () => undefined) {
    this.#most = most;
    this.#evicted = evicted;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#most) return;
    const [oldest] = this.#values;
    if (oldest === undefined) return;
    this.#values.delete(oldest[0]);
    this.#evicted(oldest[1]);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}
