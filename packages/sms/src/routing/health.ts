import type { HealthState } from "../gateway/state.ts";

/** How much one observation weighs: the last fifty or so count. */
const WEIGHT = 0.04;
/** An answer that takes this long halves the score. */
const SLOW_MS = 10_000;

/** Smoothed rates of what a carrier accepts and delivers, and how fast it answers. */
export class Health {
  #accept = 1;
  #delivery = 1;
  #latencyMs = 0;

  answered(accepted: boolean, latencyMs: number): void {
    this.#accept += WEIGHT * (Number(accepted) - this.#accept);
    this.#latencyMs += WEIGHT * (latencyMs - this.#latencyMs);
  }

  /** @param delivered what a final receipt said. */
  receipted(delivered: boolean): void {
    this.#delivery += WEIGHT * (Number(delivered) - this.#delivery);
  }

  /** 0 to 1. Not accepting counts in full, not delivering by half: phones are off through no fault of a carrier. */
  get score(): number {
    return this.#accept * (0.5 + this.#delivery / 2) * (SLOW_MS / (SLOW_MS + this.#latencyMs));
  }

  state(): HealthState {
    return {
      score: this.score,
      acceptRate: this.#accept,
      deliveryRate: this.#delivery,
      latencyMs: this.#latencyMs,
    };
  }
}
