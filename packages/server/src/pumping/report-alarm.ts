import type { Logger } from "pino";
import type { Metrics } from "../operations/metrics.ts";
import type { PumpingAlarm } from "./alarm.ts";

/** Logs and counts an alarm, and passes it to the operator's own hook, whose failure is only logged. */
export function reportAlarms(
  logger: Logger,
  metrics: Metrics,
  hook: ((alarm: PumpingAlarm) => void | Promise<void>) | undefined,
): (alarm: PumpingAlarm) => void {
  return (alarm) => {
    metrics.pumpingAlarms.inc({ kind: alarm.kind, method: alarm.method });
    if (alarm.kind === "prefix-closed") {
      const { prefix, method, sent, entered, reopensAt } = alarm;
      const until = new Date(reopensAt).toISOString();
      logger.warn(
        { prefix, method, sent, entered, until },
        "prefix closed: its codes are hardly ever entered",
      );
    } else {
      const { country, method, sent, entered } = alarm;
      logger.warn({ country, method, sent, entered }, "codes to this country are hardly ever entered");
    }
    Promise.resolve(alarm)
      .then(hook)
      .catch((error: unknown) => logger.warn({ err: error }, "the hook for alarms failed"));
  };
}
