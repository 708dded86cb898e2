import type { LegState } from "@culver/sms";
import { Counter, Gauge, type Registry } from "prom-client";
import { perScrape } from "./per-scrape.ts";

/** Puts what passes between chats and phones into a registry. No label names a person or a number. */
export function registerLegMetrics(registry: Registry, read: () => Promise<LegState>): void {
  const state = perScrape(read);
  const registers = [registry];
  new Counter({
    name: "culver_sms_people_total",
    help: "Texts between people and phones, by what happened: taken, repeated, delivered, unknown, notices, dropped, keywords, statuses.",
    labelNames: ["event"],
    registers,
    async collect() {
      const { refused: _, ...counters } = (await state()).counters;
      this.reset();
      for (const [event, n] of Object.entries(counters)) this.inc({ event }, n);
    },
  });
  new Counter({
    name: "culver_sms_people_refused_total",
    help: "Texts not taken from people, by reason.",
    labelNames: ["reason"],
    registers,
    async collect() {
      const { refused } = (await state()).counters;
      this.reset();
      for (const [reason, n] of Object.entries(refused)) this.inc({ reason }, n);
    },
  });
  new Gauge({
    name: "culver_sms_pool_numbers",
    help: "Numbers that people write to phones from.",
    registers,
    async collect() {
      this.set((await state()).numbers);
    },
  });
  new Gauge({
    name: "culver_sms_pool_pairs",
    help: "Pairs of such a number and a phone.",
    registers,
    async collect() {
      this.set((await state()).pairs);
    },
  });
}
