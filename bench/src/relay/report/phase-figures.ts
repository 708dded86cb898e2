import type { LoadResult } from "../load/load.ts";
import type { Cost } from "../measure.ts";
import type { PhaseFigures } from "./report.ts";

/** A phase's figures from its load and its cost. */
export function phaseFigures(name: string, load: LoadResult, cost: Cost): PhaseFigures {
  const { latencies } = load;
  return {
    ...collectedFigures(name, load.messages, load.seconds, cost),
    ...written(cost),
    p50: latencies.percentile(0.5),
    p99: latencies.percentile(0.99),
  };
}

/** Of a phase in which messages are fetched and none sent. */
export function collectedFigures(
  name: string,
  messages: number,
  seconds: number,
  { cpu, system, loadCpu }: Cost,
): PhaseFigures {
  return {
    name,
    messages,
    messagesPerSecond: messages / seconds,
    cpuPerMessage: cpu / messages,
    systemPerMessage: system / messages,
    loadCpuPerMessage: loadCpu / messages,
  };
}

function written({ cpu, accepted, written: count }: Cost) {
  if (accepted === 0 || count === 0) return {};
  return { written: count, shareWritten: count / accepted, cpuPerWritten: cpu / count };
}
