/** How long and how large a run is. */
export interface Plan {
  readonly pairs: number;
  readonly payloadBytes: number;
  /** Messages each sender keeps unacknowledged at full throttle. */
  readonly window: number;
  readonly commitWindowMs: number;
  readonly warmUpSeconds: number;
  readonly fullSeconds: number;
  /** At half the throughput that was measured. */
  readonly halfSeconds: number;
  readonly idleSessions: number;
}

const COMMON = { payloadBytes: 300, window: 32, commitWindowMs: 5 };

export const FULL_PLAN: Plan = {
  ...COMMON,
  pairs: 100,
  warmUpSeconds: 3,
  fullSeconds: 8,
  halfSeconds: 6,
  idleSessions: 15_000,
};

/** To see that everything runs; its figures mean little. */
export const QUICK_PLAN: Plan = {
  ...COMMON,
  pairs: 10,
  warmUpSeconds: 0.3,
  fullSeconds: 0.7,
  halfSeconds: 0.7,
  idleSessions: 300,
};
