/** Calls `onIdle` when nothing was received for `limitMs`, once per silence of that length. */
export class Idle {
  readonly #timer: ReturnType<typeof setInterval>;
  #last = performance.now();

  constructor(limitMs: number, onIdle: () => void) {
    // Checked at a quarter of the limit: a touch costs no timer.
    this.#timer = setInterval(
      () => {
        if (performance.now() - this.#last < limitMs) return;
        this.touch();
        onIdle();
      },
      Math.max(1, limitMs / 4),
    );
  }

  touch(): void {
    this.#last = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
