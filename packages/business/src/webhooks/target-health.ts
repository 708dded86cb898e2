import { type BackoffPolicy, backoffMs } from "./backoff.ts";

/** More events that failed alone than this, with no success between, and it is the receiver that fails. */
const MOST_ASIDE = 8;
const GROWTH = 4;

/**
 * How a target has answered lately, and what follows for the next try. A failing target is left alone for longer and
 * longer; its batches shrink to single events, so that one event the receiver cannot bear is found. Such an event is put
 * aside and another tried; when that one is taken, those aside are known to be odd and from then on tried alone, while
 * the others go on.
 */
export class TargetHealth {
  readonly #policy: BackoffPolicy & { readonly batchEvents: number };
  readonly #random: () => number;
  readonly #aside = new Set<number>();
  #failures = 0;
  #notBefore = 0;
  #batch: number;
  #isProven = false;
  #isSlow = false;

  constructor(policy: BackoffPolicy & { readonly batchEvents: number }, random: () => number) {
    this.#policy = policy;
    this.#random = random;
    this.#batch = policy.batchEvents;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether its last delivery was taken; a new target is not proven. */
  get isProven(): boolean {
    return this.#isProven;
  }

  /** Whether its last delivery failed, or was taken slowly: its connections are held for long, and are not everybody's. */
  get isBad(): boolean {
    return this.#failures > 0 || this.#isSlow;
  }

  /** How many events the next body may hold. */
  get batch(): number {
    return this.#batch;
  }

  /** Events not to be tried now. */
  get aside(): ReadonlySet<number> {
    return this.#aside;
  }

  get nextTryAt(): number {
    return this.#notBefore;
  }

  /** @returns the events that are odd: those that failed while another is taken now. */
  succeeded(isSlow: boolean): number[] {
    this.#isSlow = isSlow;
    this.#failures = 0;
    this.#notBefore = 0;
    this.#isProven = true;
    this.#batch = Math.min(this.#policy.batchEvents, this.#batch * GROWTH);
    const odd = [...this.#aside];
    this.#aside.clear();
    return odd;
  }

  failed(seqs: readonly number[], now: number): void {
    this.#failures++;
    this.#isProven = false;
    this.#notBefore = now + backoffMs(this.#failures, this.#policy, this.#random());
    this.#batch = Math.max(1, Math.floor(Math.min(this.#batch, seqs.length) / GROWTH));
    const [only] = seqs;
    if (seqs.length !== 1 || only === undefined) return;
    if (this.#aside.size >= MOST_ASIDE) this.#aside.clear();
    this.#aside.add(only);
  }

  /** Nothing else is left: those aside are tried again. */
  takeBack(): void {
    this.#aside.clear();
  }

  /** Somebody says that it is worth another try now. */
  forgive(): void {
    this.#notBefore = 0;
  }
}
