/** So many at once, and so many of them for one key; the others wait, and the keys take turns. */
export class FairTurns {
  #free: number;
  readonly #mostEach: number;
  readonly #running = new Map<string, number>();
  /** By key, who has had a turn last comes last. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(most: number, mostEach: number) {
    this.#free = most;
    this.#mostEach = mostEach;
  }

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0 && this.#mayBegin(key)) this.#begin(key);
    else await this.#turn(key);
    try {
      return await work();
    } finally {
      this.#end(key);
    }
  }

  #mayBegin(key: string): boolean {
    return (this.#running.get(key) ?? 0) < this.#mostEach;
  }

  #begin(key: string): void {
    this.#free--;
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
  }

  #turn(key: string): Promise<void> {
    return new Promise((resolve) => {
      const others = this.#waiting.get(key);
      if (others) others.push(resolve);
      else this.#waiting.set(key, [resolve]);
    });
  }

  #end(key: string): void {
    this.#free++;
    const left = (this.#running.get(key) ?? 1) - 1;
    if (left > 0) this.#running.set(key, left);
    else this.#running.delete(key);
    for (const [next, turns] of this.#waiting) {
      if (!this.#mayBegin(next)) continue;
      const [begin, ...others] = turns;
      this.#waiting.delete(next);
      if (others.length > 0) this.#waiting.set(next, others);
      this.#begin(next);
      begin?.();
      return;
    }
  }
}
