import type { CarrierTerms } from "../carrier/port.ts";
import { specificity } from "../carrier/route.ts";
import type { LegTerms } from "./options.ts";

/**
 * What a text to a phone costs and how it is written, by the contract that serves it best: the longest prefix, then the
 * lower cost. The gateway may choose another when a carrier fails: this is an estimate, and says so where it is shown.
 */
export function termsFrom(routes: readonly { readonly terms: CarrierTerms }[]) {
  return (phone: string): LegTerms | undefined => {
    let best: CarrierTerms | undefined;
    let longest = -1;
    for (const { terms } of routes) {
      const length = specificity(terms, phone);
      if (length < 0 || length < longest) continue;
      if (length === longest && best !== undefined && best.cost <= terms.cost) continue;
      [best, longest] = [terms, length];
    }
    return best;
  };
}
