import type { BucketPolicy } from "./token-bucket.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;

/** Every limit on accounts' doors, each a token bucket. */
export interface LimitPolicies {
  /** Codes sent to one number. */
  readonly registrationNumber: BucketPolicy;
  /** Codes asked for by one address (IPv6: one /64). */
  readonly registrationAddress: BucketPolicy;
  /** Codes sent to numbers with the same first 7 digits: a defence against SMS pumping. */
  readonly registrationPrefix: BucketPolicy;
  /** Codes sent to numbers of one country. */
  readonly registrationCountry: BucketPolicy;
  /** Verifications tried by one address. */
  readonly verifyAddress: BucketPolicy;
  /** Calls with a token, by one account. */
  readonly accountCalls: BucketPolicy;
  /** Calls whose token was wrong, by one address. */
  readonly badToken: BucketPolicy;
  /** Numbers looked up by one account. */
  readonly lookupNumbers: BucketPolicy;
  /** Accounts whose key packages one account claims. */
  readonly claims: BucketPolicy;
  /** Claims by one account from one other. */
  readonly claimsPerPair: BucketPolicy;
  /** Key packages published by one device. */
  readonly publishes: BucketPolicy;
  /** Entries appended to one account's device list. */
  readonly listAppends: BucketPolicy;
  /** Device lists read by one account. */
  readonly listReads: BucketPolicy;
  /** Uploads begun by one account. */
  readonly mediaUploads: BucketPolicy;
  /** Octets of the uploads begun by one account. */
  readonly mediaBytes: BucketPolicy;
  /** Pieces of uploads, and questions about them, by one account. */
  readonly mediaCalls: BucketPolicy;
  /** Files fetched by one address. */
  readonly mediaFetches: BucketPolicy;
}

export const DEFAULT_LIMITS: LimitPolicies = {
  registrationNumber: { capacity: 5, refill: 10, perMs: DAY },
  registrationAddress: { capacity: 10, refill: 20, perMs: HOUR },
  registrationPrefix: { capacity: 30, refill: 60, perMs: HOUR },
  registrationCountry: { capacity: 500, refill: 500, perMs: HOUR },
  verifyAddress: { capacity: 30, refill: 60, perMs: HOUR },
  accountCalls: { capacity: 60, refill: 60, perMs: MINUTE },
  badToken: { capacity: 30, refill: 30, perMs: MINUTE },
  lookupNumbers: { capacity: 2_000, refill: 2_000, perMs: DAY },
  claims: { capacity: 1_000, refill: 1_000, perMs: DAY },
  claimsPerPair: { capacity: 20, refill: 40, perMs: HOUR },
  publishes: { capacity: 400, refill: 1_000, perMs: DAY },
  listAppends: { capacity: 20, refill: 40, perMs: DAY },
  listReads: { capacity: 2_000, refill: 5_000, perMs: DAY },
  mediaUploads: { capacity: 200, refill: 1_000, perMs: DAY },
  mediaBytes: { capacity: 2 * GIB, refill: 2 * GIB, perMs: DAY },
  mediaCalls: { capacity: 2_000, refill: 2_000, perMs: MINUTE },
  mediaFetches: { capacity: 600, refill: 600, perMs: MINUTE },
};

const PLENTY: BucketPolicy = { capacity: 100_000, refill: 100_000, perMs: HOUR };

/** For the sandbox, where everybody shares a prefix and an address. A single number keeps a limit. */
export const SANDBOX_LIMITS: LimitPolicies = {
  ...DEFAULT_LIMITS,
  registrationNumber: { capacity: 30, refill: 120, perMs: HOUR },
  registrationAddress: PLENTY,
  registrationPrefix: PLENTY,
  registrationCountry: PLENTY,
  verifyAddress: PLENTY,
  badToken: PLENTY,
  claims: PLENTY,
  lookupNumbers: PLENTY,
  listReads: PLENTY,
  mediaUploads: PLENTY,
  mediaBytes: { capacity: 100 * GIB, refill: 100 * GIB, perMs: DAY },
  mediaCalls: PLENTY,
  mediaFetches: PLENTY,
};
