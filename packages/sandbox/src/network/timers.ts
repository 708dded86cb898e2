/** The longest a timer can run, ms. */
const MAX_MS = 0x7fffffff;

/** Timers that end with their owner. */
export class Timers implements Disposable {
  readonly #running = new Set<ReturnType<typeof setTimeout>>();
  #closed = false;

  /** @returns what stops it. */
  after(ms: number, run: () => void): () => void {
    if (this.#closed) return () => undefined;
    const timer = setTimeout(
      () => {
        this.#running.delete(timer);
        run();
      },
      Math.min(MAX_MS, Math.max(0, ms)),
    );
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
