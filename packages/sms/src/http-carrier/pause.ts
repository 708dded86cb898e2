import { backoffMs } from "../link/backoff.ts";

/** Stops a carrier from sending while its API cannot be reached, or does not know us, and lets it try again later. */
export class Pause {
  readonly #resumed: () => void;
  readonly #now: () => number;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  since: number;
  /** How often it began to send. */
  starts = 1;
  lastProblem: string | undefined;

  constructor(resumed: () => void, now: () => number) {
    this.#resumed = resumed;
    this.#now = now;
    this.since = now();
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  /** Of requests that fail together the first counts. */
  failed(problem: string): void {
    this.lastProblem = problem;
    if (this.isOn) return;
    this.#failures++;
    this.since = this.#now();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.since = this.#now();
        this.starts++;
        this.#resumed();
      },
      backoffMs(this.#failures - 1, { baseMs: 1000 }),
    );
  }

  worked(): void {
    this.#failures = 0;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
