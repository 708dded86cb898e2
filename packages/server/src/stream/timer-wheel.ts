const SLOTS = 512;

/**
 * One timer for any number of deadlines, to the second (Varghese and Lauck, 1987, scheme 4). What is in the wheel is
 * asked when its second comes, and says in how many seconds it wants to be asked again: a deadline that moves with
 * every frame costs nothing until it would have been due.
 */
export class TimerWheel<T> {
  readonly #slots: T[][] = Array.from({ length: SLOTS }, () => []);
  readonly #due: (entry: T) => number;
  #at = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param due returns seconds until the next call, 0 to leave the wheel. */
  constructor(due: (entry: T) => number) {
    this.#due = due;
  }

  start(tickMs = 1000): void {
    this.#timer ??= setInterval(() => this.tick(), tickMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Longer than the wheel is as long as the wheel: the entry is then asked too early, which does no harm. */
  add(entry: T, seconds: number): void {
    const ahead = Math.min(SLOTS - 1, Math.max(1, Math.ceil(seconds)));
    this.#slots[(this.#at + ahead) % SLOTS]?.push(entry);
  }

  /** A second has passed. */
  tick(): void {
    this.#at = (this.#at + 1) % SLOTS;
    const slot = this.#slots[this.#at] ?? [];
    if (slot.length === 0) return;
    this.#slots[this.#at] = [];
    for (const entry of slot) {
      const seconds = this.#due(entry);
      if (seconds > 0) this.add(entry, seconds);
    }
  }
}
