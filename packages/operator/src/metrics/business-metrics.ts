import { Counter, Gauge, type Registry } from "prom-client";
import { perScrape } from "./per-scrape.ts";

/** A business's process in numbers; counters are since its start. */
export interface BusinessFigures {
  /** Messages of businesses by what became of them: accepted, sent, delivered, read, failed; and received. */
  readonly messages: Readonly<Record<string, number>>;
  /** Webhooks' bodies answered with 200. */
  readonly webhookDeliveries: number;
  /** Events in them. */
  readonly webhookEvents: number;
  /** By reason. */
  readonly webhookFailures: Readonly<Record<string, number>>;
  /** Events that wait, and how old the oldest is, milliseconds. */
  readonly webhooksWaiting: number;
  readonly webhooksDead: number;
  readonly webhookOldestAgeMs: number;
  readonly devices: number;
  readonly devicesOnline: number;
}

/** Puts a business's figures into a registry. No label names a customer, a number, a receiver or a token. */
export function registerBusinessMetrics(registry: Registry, read: () => Promise<BusinessFigures>): void {
  const figures = perScrape(read);
  const registers = [registry];
  const counter = (
    name: string,
    help: string,
    label: string,
    pick: (of: BusinessFigures) => Readonly<Record<string, number>>,
  ) =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        const values = pick(await figures());
        this.reset();
        for (const [value, n] of Object.entries(values)) this.inc({ [label]: value }, n);
      },
    });
  const gauge = (name: string, help: string, pick: (of: BusinessFigures) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(pick(await figures()));
      },
    });
  counter(
    "culver_business_messages_total",
    "Messages of businesses, by what became of them; received: those of customers.",
    "event",
    ({ messages }) => messages,
  );
  counter(
    "culver_business_webhook_deliveries_total",
    "What was delivered to webhooks: bodies, and the events in them.",
    "unit",
    ({ webhookDeliveries, webhookEvents }) => ({ bodies: webhookDeliveries, events: webhookEvents }),
  );
  counter(
    "culver_business_webhook_failures_total",
    "Deliveries to webhooks that were not taken, by reason.",
    "reason",
    ({ webhookFailures }) => webhookFailures,
  );
  gauge("culver_business_webhooks_waiting", "Events that wait for their receiver.", (f) => f.webhooksWaiting);
  gauge("culver_business_webhooks_dead", "Events that are tried no more.", (f) => f.webhooksDead);
  gauge(
    "culver_business_webhooks_oldest_seconds",
    "Age of the oldest event that waits.",
    (f) => f.webhookOldestAgeMs / 1000,
  );
  gauge("culver_business_devices", "Numbers with a device.", (f) => f.devices);
  gauge("culver_business_devices_online", "Those of them that are connected.", (f) => f.devicesOnline);
}
