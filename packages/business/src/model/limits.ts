/** Section 7's figures; every one a setting. */
export interface BusinessLimits {
  /** Milliseconds after a customer's last message in which anything may be sent. */
  readonly windowMs: number;
  /** Messages a second of one number, in and out. */
  readonly throughput: number;
  /** One message to the same customer in so many milliseconds… */
  readonly pairMs: number;
  /** …but so many at once, borrowed from what follows. */
  readonly pairBurst: number;
  /** Customers in 24 hours who are written to outside their window, per business; 0: no limit. */
  readonly tier: number;
  /** Calls an hour of one app that are not messages, per business. */
  readonly managementPerHour: number;
  /** Sends outside the window are refused at once instead of by a `failed` status. */
  readonly refuseAtOnce: boolean;
}

export const defaultLimits: BusinessLimits = {
  windowMs: 24 * 3_600_000,
  throughput: 80,
  pairMs: 6_000,
  pairBurst: 45,
  tier: 250,
  managementPerHour: 5_000,
  refuseAtOnce: false,
};
