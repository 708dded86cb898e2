import type { CarrierState, GatewayState, HistogramState } from "@culver/sms";
import { Counter, Gauge, type Registry } from "prom-client";
import { perScrape } from "./per-scrape.ts";

type Labels = Readonly<Record<string, string>>;
type Row = readonly [labels: Labels, value: number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly labels: readonly string[];
  rows(state: GatewayState): readonly Row[];
}

/** Puts the state of the gateway into a registry; it is read when the registry is. Labels hold names and codes, never numbers. */
export function registerSmsMetrics(registry: Registry, read: () => GatewayState): void {
  const state = perScrape(read);
  for (const { name, help, type, labels, rows } of FAMILIES) {
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === "gauge") {
      new Gauge({
        ...common,
        collect() {
          this.reset();
          for (const [labels, value] of rows(state())) this.set(labels, value);
        },
      });
    } else {
      new Counter({
        ...common,
        collect() {
          this.reset();
          for (const [labels, value] of rows(state())) this.inc(labels, value);
        },
      });
    }
  }
}

const each = (value: (carrier: CarrierState) => number) => (state: GatewayState) =>
  state.carriers.map((carrier): Row => [{ carrier: carrier.name }, value(carrier)]);

const eachOf =
  (label: string, values: (carrier: CarrierState) => Readonly<Record<string, number>>) =>
  (state: GatewayState) =>
    state.carriers.flatMap((carrier) =>
      Object.entries(values(carrier)).map(([key, n]): Row => [{ carrier: carrier.name, [label]: key }, n]),
    );

const eachBind = (value: (bind: CarrierState["binds"][number]) => number) => (state: GatewayState) =>
  state.carriers.flatMap((carrier) =>
    carrier.binds.map(
      (bind): Row => [{ carrier: carrier.name, bind: bind.name, kind: bind.kind }, value(bind)],
    ),
  );

const CARRIER = ["carrier"];
const BIND = ["carrier", "bind", "kind"];

const counter = (name: string, help: string, labels: readonly string[], rows: Family["rows"]): Family => ({
  name,
  help,
  type: "counter",
  labels,
  rows,
});
const gauge = (name: string, help: string, labels: readonly string[], rows: Family["rows"]): Family => ({
  name,
  help,
  type: "gauge",
  labels,
  rows,
});

/** Buckets, sum and count as Prometheus expects a histogram's; its own class cannot take over what was counted elsewhere. */
function histogram(name: string, help: string, of: (carrier: CarrierState) => HistogramState): Family[] {
  return [
    counter(`${name}_bucket`, help, ["carrier", "le"], (state) =>
      state.carriers.flatMap((carrier) => cumulative(carrier.name, of(carrier))),
    ),
    counter(
      `${name}_sum`,
      help,
      CARRIER,
      each((carrier) => of(carrier).sum),
    ),
    counter(
      `${name}_count`,
      help,
      CARRIER,
      each((carrier) => of(carrier).count),
    ),
  ];
}

function cumulative(carrier: string, { bounds, counts }: HistogramState): Row[] {
  let sum = 0;
  return counts.map((n, i): Row => {
    sum += n;
    const bound = bounds[i];
    return [{ carrier, le: bound === undefined ? "+Inf" : String(bound) }, sum];
  });
}

const total = (name: keyof GatewayState["counters"], help: string) =>
  counter(`culver_sms_messages_${name}_total`, help, [], (state) => [[{}, state.counters[name]]]);

const FAMILIES: readonly Family[] = [
  counter(
    "culver_sms_submits_total",
    "Parts submitted.",
    CARRIER,
    each((c) => c.counters.submits),
  ),
  counter(
    "culver_sms_accepted_total",
    "Parts the carrier took.",
    CARRIER,
    each((c) => c.counters.accepted),
  ),
  counter(
    "culver_sms_errors_total",
    "Parts refused, by the carrier's code.",
    ["carrier", "code"],
    eachOf("code", (c) => c.counters.errors),
  ),
  counter(
    "culver_sms_unanswered_total",
    "Parts submitted without an answer.",
    CARRIER,
    each((c) => c.counters.unanswered),
  ),
  counter(
    "culver_sms_uncertain_resubmissions_total",
    "Parts submitted again that the carrier may already have.",
    CARRIER,
    each((c) => c.counters.uncertainResubmissions),
  ),
  counter(
    "culver_sms_receipts_total",
    "Receipts, by state.",
    ["carrier", "state"],
    eachOf("state", (c) => c.counters.receipts),
  ),
  counter(
    "culver_sms_receipts_matched_total",
    "Receipts, by what they were matched with.",
    ["carrier", "by"],
    eachOf("by", (c) => c.counters.matchedBy),
  ),
  counter(
    "culver_sms_receipts_unmatched_total",
    "Receipts for messages nobody knows.",
    CARRIER,
    each((c) => c.counters.unmatchedReceipts),
  ),
  counter(
    "culver_sms_incoming_total",
    "Messages from phones.",
    CARRIER,
    each((c) => c.counters.incoming),
  ),
  counter(
    "culver_sms_refused_total",
    "Messages and receipts left with the carrier because they could not be made safe.",
    CARRIER,
    each((c) => c.counters.refused),
  ),
  ...histogram("culver_sms_answer_seconds", "From submit to answer.", (c) => c.counters.answerSeconds),
  ...histogram(
    "culver_sms_receipt_seconds",
    "From submit to final receipt.",
    (c) => c.counters.receiptSeconds,
  ),
  gauge(
    "culver_sms_queued",
    "Messages waiting for the carrier.",
    CARRIER,
    each((c) => c.queued),
  ),
  gauge(
    "culver_sms_in_flight",
    "Parts without an answer yet.",
    CARRIER,
    each((c) => c.inFlight),
  ),
  gauge(
    "culver_sms_health",
    "0 to 1.",
    CARRIER,
    each((c) => c.health.score),
  ),
  gauge(
    "culver_sms_breaker_open",
    "1 while the circuit breaker keeps messages away.",
    CARRIER,
    each((c) => Number(c.breaker.status === "open")),
  ),
  gauge(
    "culver_sms_bound",
    "1 while the bind stands.",
    BIND,
    eachBind((b) => Number(b.status === "bound")),
  ),
  gauge(
    "culver_sms_window",
    "Parts the bind may have in flight.",
    BIND,
    eachBind((b) => b.window),
  ),
  gauge("culver_sms_unfinished", "Messages not at a final state.", [], (s) => [[{}, s.queue.unfinished]]),
  total("queued", "Messages taken into the queue."),
  total("delivered", "Messages the phone has."),
  total("failed", "Messages that will not arrive."),
  total("expired", "Of the failed: their time was over."),
  total("retries", "Tries after the first."),
  total("failovers", "Messages that went to another carrier."),
];
