import type { SmsQuote } from "@culver/client";
import { displayLocale } from "../lib/locale.ts";

/** €0.12: what so many segments cost, as far as the operator says; undefined when nothing is said. */
export function smsPrice(quote: SmsQuote | undefined, segments: number): string | undefined {
  if (quote?.cost === undefined || quote.currency === undefined) return undefined;
  const amount = (quote.cost * Math.max(1, segments)) / 100;
  try {
    return new Intl.NumberFormat(displayLocale(navigator.languages), {
      style: "currency",
      currency: quote.currency,
      maximumFractionDigits: amount < 0.1 ? 3 : 2,
      minimumFractionDigits: 2,
    }).format(amount);
  } catch {
    // No code of ISO 4217: the figure stands alone.
    return `${amount} ${quote.currency}`;
  }
}
