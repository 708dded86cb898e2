import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What this side counts. Labels have a handful of values each; none names a person, a number or an account. */
export interface Metrics {
  readonly registry: Registry;
  /** Steps of signing up: started, resent, new_account, replaced. */
  readonly registrations: Counter<"step">;
  /** Alarms of SMS pumping, by kind (prefix-closed, country-suspicious) and method (sms, voice). */
  readonly pumpingAlarms: Counter<"kind" | "method">;
  /** Seconds by method and class of status. */
  readonly httpRequests: Histogram<"method" | "status">;
  /** Rows deleted because their time was over, by task. */
  readonly expired: Counter<"task">;
}

/** A registry of its own for every server, so that two in one process do not mix. */
export function createMetrics(startedAt: number = Date.now()): Metrics {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: "culver_process_resident_bytes",
    help: "Resident memory of the process.",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "culver_process_cpu_seconds",
    help: "CPU time of the process, user and system.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
  new Gauge({
    name: "culver_process_start_time_seconds",
    help: "When the process started, Unix time.",
    registers,
  }).set(startedAt / 1000);
  return {
    registry,
    registrations: new Counter({
      name: "culver_registrations_total",
      help: "Steps of signing up.",
      labelNames: ["step"],
      registers,
    }),
    pumpingAlarms: new Counter({
      name: "culver_sms_pumping_alarms_total",
      help: "Prefixes closed to codes, and countries whose codes are hardly ever entered.",
      labelNames: ["kind", "method"],
      registers,
    }),
    httpRequests: new Histogram({
      name: "culver_http_request_seconds",
      help: "Duration of HTTP requests.",
      labelNames: ["method", "status"],
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    expired: new Counter({
      name: "culver_expired_rows_total",
      help: "Rows deleted at the end of their retention.",
      labelNames: ["task"],
      registers,
    }),
  };
}
