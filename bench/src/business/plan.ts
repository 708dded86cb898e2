/** How much the bench of the business does. */
export interface BusinessPlan {
  /** Customers with the app, each an ordinary device. */
  readonly customers: number;
  /** Messages at full throttle, after `warmUp` others. */
  readonly messages: number;
  readonly warmUp: number;
  /** Requests at once. */
  readonly callers: number;
  /** Seconds at half of the rate wanted, for the time of the answer. */
  readonly pacedSeconds: number;
  readonly pacedPerSecond: number;
}

export const FULL_PLAN: BusinessPlan = {
  customers: 100,
  messages: 20_000,
  warmUp: 2_000,
  callers: 64,
  pacedSeconds: 20,
  pacedPerSecond: 500,
};

export const QUICK_PLAN: BusinessPlan = {
  customers: 5,
  messages: 1_000,
  // Before that it is the compiler that is measured.
  warmUp: 1_000,
  callers: 16,
  pacedSeconds: 1,
  pacedPerSecond: 50,
};
