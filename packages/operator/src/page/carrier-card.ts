import { h } from "@culver/pages/dom";
import type { CarrierState } from "@culver/sms";
import { bindTable } from "./bind-table.ts";
import { quantile } from "./quantile.ts";
import { count, percent, seconds } from "./words.ts";

/** One carrier: how it is, what it did, its binds, the errors it gave. */
export function carrierCard(
  carrier: CarrierState,
  before: CarrierState | undefined,
  at: number,
  beforeAt: number | undefined,
): HTMLElement {
  const { counters, health } = carrier;
  const elapsed = beforeAt === undefined ? 0 : (at - beforeAt) / 1000;
  const rate =
    before === undefined || elapsed <= 0 ? 0 : (counters.submits - before.counters.submits) / elapsed;
  const { tone, words } = condition(carrier);
  const serves = carrier.prefixes.length === 0 ? "every number" : carrier.prefixes.join(", ");
  return h(
    "article",
    { class: "carrier card" },
    h("header", {}, h("h3", {}, carrier.name), h("p", { class: `state ${tone}` }, words)),
    h(
      "dl",
      { class: "facts" },
      ...fact("Serves", serves),
      ...fact(
        "Per segment",
        carrier.cost === 0 ? "no price set" : `${carrier.cost / 100} ${carrier.currency}`.trim(),
      ),
      ...fact("Health", percent(health.score)),
      ...fact("Taken", percent(health.acceptRate)),
      ...fact("Arrived", percent(health.deliveryRate)),
      ...fact("Parts per second", count(rate)),
      ...fact("Answer, half within", quantileWords(counters.answerSeconds, 0.5)),
      ...fact("Answer, 95 % within", quantileWords(counters.answerSeconds, 0.95)),
      ...fact("Receipt, half within", quantileWords(counters.receiptSeconds, 0.5)),
      ...fact("Waiting", count(carrier.queued)),
      ...fact("Without an answer", count(carrier.inFlight)),
      ...fact("Perhaps twice", count(counters.uncertainResubmissions)),
    ),
    bindTable(carrier.binds, at),
    ...errorTable(counters.errors),
  );
}

function condition({ draining, breaker, isBound }: CarrierState): { tone: string; words: string } {
  if (draining) return { tone: "warn", words: "Finishing: taken out of the routes" };
  if (breaker.status === "open") return { tone: "bad", words: "Kept away after failures" };
  if (breaker.status === "half-open") return { tone: "warn", words: "Being tried again" };
  return isBound ? { tone: "good", words: "In service" } : { tone: "bad", words: "No link" };
}

function fact(label: string, value: string): HTMLElement[] {
  return [h("div", {}, h("dt", {}, label), h("dd", { class: "figures" }, value))];
}

function quantileWords(histogram: CarrierState["counters"]["answerSeconds"], share: number): string {
  if (histogram.count === 0) return "–";
  const bound = quantile(histogram, share);
  return bound === undefined ? `over ${seconds(histogram.bounds.at(-1) ?? 0)}` : seconds(bound);
}

function errorTable(errors: Readonly<Record<string, number>>): HTMLElement[] {
  const rows = Object.entries(errors).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return [];
  const head = h("tr", {}, h("th", {}, "Refused with"), h("th", {}, "times"));
  const body = rows.map(([code, n]) =>
    h("tr", {}, h("td", {}, code), h("td", { class: "figures" }, count(n))),
  );
  return [h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...body)))];
}
