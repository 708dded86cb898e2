import type { OutgoingFailure } from "../outgoing/index.ts";

/** Why a delivery failed: no answer, or another status than 200, or nothing to sign with. */
export type DeliveryFailure =
  | OutgoingFailure
  | "status-2xx"
  | "status-3xx"
  | "status-4xx"
  | "status-5xx"
  | "secret"
  | "internal";

/** Upper bounds of the buckets, milliseconds; receivers are told to stay below 250 (specification, section 5). */
const BOUNDS_MS = [25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;

export interface LatencyState {
  readonly boundsMs: readonly number[];
  /** One more than bounds: the last is for what took longer. */
  readonly counts: readonly number[];
  readonly sumMs: number;
}

export interface TallyState {
  /** Bodies answered with 200. */
  readonly deliveries: number;
  /** Events in them. */
  readonly events: number;
  readonly failures: Readonly<Partial<Record<DeliveryFailure, number>>>;
  readonly latency: LatencyState;
}

/** Counts deliveries since the start. */
export class Tally {
  #deliveries = 0;
  #events = 0;
  readonly #failures: Partial<Record<DeliveryFailure, number>> = {};
  readonly #counts: number[] = Array(BOUNDS_MS.length + 1).fill(0);
  #sumMs = 0;

  delivered(events: number): void {
    this.#deliveries++;
    this.#events += events;
  }

  failed(failure: DeliveryFailure): void {
    this.#failures[failure] = (this.#failures[failure] ?? 0) + 1;
  }

  took(ms: number): void {
    const found = BOUNDS_MS.findIndex((bound) => ms <= bound);
    const index = found < 0 ? BOUNDS_MS.length : found;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#sumMs += ms;
  }

  state(): TallyState {
    return {
      deliveries: this.#deliveries,
      events: this.#events,
      failures: { ...this.#failures },
      latency: { boundsMs: BOUNDS_MS, counts: [...this.#counts], sumMs: this.#sumMs },
    };
  }
}
