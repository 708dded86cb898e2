import { type SmsRoute, specificity } from "./route.ts";

interface Candidate {
  readonly route: Pick<SmsRoute, "prefixes" | "cost">;
  readonly isBound: boolean;
}

/** The carrier for a number: the longest prefix, then one that is bound, then the cheapest, then the first. */
export function chooseCarrier<C extends Candidate>(carriers: readonly C[], number: string): C | undefined {
  return carriers
    .map((carrier) => ({ carrier, fit: specificity(carrier.route, number) }))
    .filter(({ fit }) => fit >= 0)
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        Number(b.carrier.isBound) - Number(a.carrier.isBound) ||
        a.carrier.route.cost - b.carrier.route.cost,
    )[0]?.carrier;
}
