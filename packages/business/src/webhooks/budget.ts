/** So many at once; the others wait in the order they came. */
class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}

/**
 * Connections for all targets together. Those whose last delivery failed or was slow share a part of their own, so that
 * however many of them hang, the others find a connection free.
 */
export class ConnectionBudget {
  readonly #healthy: Semaphore;
  readonly #failing: Semaphore;

  constructor(connections: number, probes: number) {
    this.#healthy = new Semaphore(connections);
    this.#failing = new Semaphore(probes);
  }

  /** A connection, given back on disposal. */
  async acquire(isBad: boolean): Promise<Disposable> {
    const semaphore = isBad ? this.#failing : this.#healthy;
    await semaphore.acquire();
    return { [Symbol.dispose]: () => semaphore.release() };
  }
}
