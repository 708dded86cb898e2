import type { BreakerState } from "../gateway/state.ts";

/** When a carrier is left alone. */
export interface BreakerPolicy {
  /** Failures in a row that open it. Default 5. */
  readonly failures: number;
  /** How long it stays open at first, milliseconds; doubles while probes fail. Default 15 000. */
  readonly openMs: number;
  /** Longest. Default 300 000. */
  readonly maxOpenMs: number;
}

export const defaultBreaker: BreakerPolicy = { failures: 5, openMs: 15_000, maxOpenMs: 300_000 };

/**
 * A circuit breaker: closed, messages pass; open after so many failures in a row, none does; half-open after a while,
 * one does, and what becomes of it closes or opens it again.
 */
export class Breaker {
  readonly #policy: BreakerPolicy;
  #status: BreakerState["status"] = "closed";
  #since: number;
  #failures = 0;
  #openings = 0;
  #isProbing = false;

  constructor(policy: BreakerPolicy, now: number) {
    this.#policy = policy;
    this.#since = now;
  }

  /** Whether a message may be tried now. */
  allows(now: number): boolean {
    if (this.#status === "open" && now >= this.#probeAt) this.#set("half-open", now);
    return this.#status === "closed" || (this.#status === "half-open" && !this.#isProbing);
  }

  /** A message is being tried. */
  begin(): void {
    this.#isProbing = this.#status === "half-open";
  }

  /** The carrier answered: taken, refused or throttled, it works. */
  succeed(now: number): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#isProbing = false;
    if (this.#status !== "closed") this.#set("closed", now);
  }

  /** The carrier could not, or did not answer. */
  fail(now: number): void {
    this.#failures++;
    this.#isProbing = false;
    if (
      this.#status === "half-open" ||
      (this.#status === "closed" && this.#failures >= this.#policy.failures)
    ) {
      this.#openings++;
      this.#set("open", now);
    }
  }

  /** What was tried never left: nothing is learnt. */
  abstain(): void {
    this.#isProbing = false;
  }

  state(): BreakerState {
    return {
      status: this.#status,
      since: this.#since,
      consecutiveFailures: this.#failures,
      ...(this.#status === "open" ? { probeAt: this.#probeAt } : {}),
    };
  }

  get #probeAt(): number {
    const { openMs, maxOpenMs } = this.#policy;
    return this.#since + Math.min(maxOpenMs, openMs * 2 ** Math.min(30, Math.max(0, this.#openings - 1)));
  }

  #set(status: BreakerState["status"], now: number): void {
    this.#status = status;
    this.#since = now;
  }
}
