import type { LimitPolicies } from "./policies.ts";
import type { BucketPolicy } from "./token-bucket.ts";

/** A business writes to as many people in a day as a person does in a year. */
const FACTOR = 500;

const widened = ({ capacity, refill, perMs }: BucketPolicy): BucketPolicy => ({
  capacity: capacity * FACTOR,
  refill: refill * FACTOR,
  perMs,
});

/** Which limits hold for an account. */
export type LimitsFor = (account: string) => Promise<LimitPolicies>;

/** A person's limits for people; for businesses, those that grow with the people they write to are wider. */
export function accountLimits(
  limits: LimitPolicies,
  isBusiness: (account: string) => Promise<boolean>,
): LimitsFor {
  const business: LimitPolicies = {
    ...limits,
    lookupNumbers: widened(limits.lookupNumbers),
    claims: widened(limits.claims),
    publishes: widened(limits.publishes),
    listReads: widened(limits.listReads),
    mediaUploads: widened(limits.mediaUploads),
    mediaBytes: widened(limits.mediaBytes),
    mediaCalls: widened(limits.mediaCalls),
  };
  return async (account) => ((await isBusiness(account)) ? business : limits);
}
