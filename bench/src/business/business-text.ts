import { count, decimal } from "../text/numbers.ts";
import { table } from "../text/table.ts";
import type { BusinessReport, LoadFigures } from "./run-business.ts";

const AIM_PER_SECOND = 1_000;
const AIM_P99_MS = 50;

/** The report as text that is readable in a terminal and is Markdown. */
export function businessText({ plan, full, paced }: BusinessReport): string {
  const perCore = 1_000_000 / (full.culverCpu / full.accepted);
  return [
    `Texts by POST /{phone-id}/messages to ${plan.customers} customers, each a device of the app; relay and business in one process, durable (fsync)`,
    "before the answer. A message counts when the webhook has been told that it is delivered: by then it was accepted, encrypted, stored, carried,",
    "decrypted by the customer's device, and reported. CPU in µs a message; the customers' devices share the machine.",
    "",
    table(
      [
        "load",
        "messages",
        "delivered",
        "accepted/s",
        "reported/s",
        "Culver CPU",
        "customers' CPU",
        "webhook and load CPU",
      ],
      [row("full throttle", full), row(`${count(plan.pacedPerSecond)} a second`, paced)],
    ),
    "",
    `Answers: p50 ${decimal(full.p50)} ms, p99 ${decimal(full.p99)} ms at full throttle with ${plan.callers} at once; p50 ${decimal(paced.p50)} ms, p99 ${decimal(paced.p99)} ms at ${count(plan.pacedPerSecond)} a second.`,
    "",
    table(
      ["aim", "wanted", "measured", ""],
      [
        [
          "messages for each second of CPU of relay and business",
          `≥ ${count(AIM_PER_SECOND)}`,
          count(perCore),
          verdict(perCore >= AIM_PER_SECOND),
        ],
        [
          "time of the answer at half that rate, p99",
          `≤ ${AIM_P99_MS} ms`,
          `${decimal(paced.p99)} ms`,
          verdict(paced.p99 <= AIM_P99_MS),
        ],
      ],
    ),
  ].join("\n");
}

function row(name: string, figures: LoadFigures): string[] {
  const { accepted, delivered, elapsedMs, reportedMs } = figures;
  const each = (cpu: number) => decimal(cpu / Math.max(1, accepted), 0);
  return [
    name,
    count(accepted),
    count(delivered),
    count(accepted / (elapsedMs / 1000)),
    count(delivered / (reportedMs / 1000)),
    each(figures.culverCpu),
    each(figures.customersCpu),
    each(figures.othersCpu),
  ];
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "not reached";
}
