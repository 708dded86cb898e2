/** A wait that can be cut short. */
export class Alarm {
  readonly #waiting = new Set<() => void>();

  /** Resolves after `ms`, or at the next ring. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  /** Ends the waits of now; those that begin later are not concerned. */
  ring(): void {
    for (const done of [...this.#waiting]) done();
  }
}
