/** What is known of a carrier when a message looks for one. */
export interface Candidate {
  readonly name: string;
  /** Length of the longest prefix that fits; -1: does not serve the number. */
  readonly specificity: number;
  /** Preferred for the network the phone is in. */
  readonly isOfNetwork: boolean;
  readonly isBound: boolean;
  /** The breaker lets a message pass. */
  readonly isAllowed: boolean;
  /** It refused this message for good, or failed to deliver it. */
  readonly hasRefused: boolean;
  /** Times in a row it could not take this message. */
  readonly setbacks: number;
  /** Took the last message of this conversation. */
  readonly isSticky: boolean;
  /** It had an earlier message that this one stands for: the higher the later; 0 when it had none. */
  readonly avoidance: number;
  /** A part of this message may be with it. */
  readonly mayHaveIt: boolean;
  /** 0 to 1. */
  readonly health: number;
  readonly cost: number;
}

/** A carrier and why, in words; or that none can now, or none ever will. */
export type Choice<C> =
  | { readonly kind: "chosen"; readonly carrier: C; readonly why: string }
  | { readonly kind: "none-now" | "none-ever" };

/** Below this, stickiness gives way. */
const HEALTHY = 0.5;
/** Differences in health below this are noise. */
const STEP = 0.2;

const bucket = (health: number): number => Math.round(health / STEP);

/** In order of weight; the first that tells two candidates apart decides. Higher is better. */
const criteria: readonly (readonly [words: string, value: (candidate: Candidate) => number])[] = [
  ["it may have a part already", ({ mayHaveIt }) => Number(mayHaveIt)],
  ["the other could not take it", ({ setbacks }) => -setbacks],
  ["another carrier had the one before", ({ avoidance }) => -avoidance],
  ["it is preferred for the phone's network", ({ isOfNetwork }) => Number(isOfNetwork)],
  ["longest prefix", ({ specificity }) => specificity],
  ["same as before in this conversation", ({ isSticky, health }) => Number(isSticky && health >= HEALTHY)],
  ["healthier", ({ health }) => bucket(health)],
  ["cheaper", ({ cost }) => -cost],
  ["first in the list", () => 0],
];

/**
 * The carrier for a message: of those that serve the number, are bound, have not refused it and whose breaker is
 * closed, by longest prefix, then stickiness, health and cost.
 */
export function chooseCarrier<C extends Candidate>(candidates: readonly C[]): Choice<C> {
  const serving = candidates.filter(({ specificity, hasRefused }) => specificity >= 0 && !hasRefused);
  if (serving.length === 0) return { kind: "none-ever" };
  const ranked = serving.filter(({ isBound, isAllowed }) => isBound && isAllowed).sort(compare);
  const [first, second] = ranked;
  if (!first) return { kind: "none-now" };
  if (!second) {
    return {
      kind: "chosen",
      carrier: first,
      why: serving.length > 1 ? "the only one in service" : "the only one",
    };
  }
  const decisive = criteria.find(([, value]) => value(first) !== value(second));
  return { kind: "chosen", carrier: first, why: decisive?.[0] ?? "first in the list" };
}

function compare(a: Candidate, b: Candidate): number {
  for (const [, value] of criteria) {
    const difference = value(b) - value(a);
    if (difference !== 0) return difference;
  }
  return 0;
}
