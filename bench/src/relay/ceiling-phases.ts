import { MeasuredProcess } from "../process/measured-process.ts";
import { CeilingLane } from "./load/ceiling-lane.ts";
import { load } from "./load/load.ts";
import { measured } from "./measure.ts";
import type { Plan } from "./plan.ts";
import { phaseFigures } from "./report/phase-figures.ts";
import type { PhaseFigures } from "./report/report.ts";

const CEILING = new URL("./servers/ceiling-process.ts", import.meta.url);

/** The ceiling under the same load, at full throttle and at the rate the relay was measured with. */
export async function ceilingPhases(
  plan: Plan,
  halfRate: number,
  say: (what: string) => void,
): Promise<{ readonly full: PhaseFigures; readonly half: PhaseFigures }> {
  await using server = await MeasuredProcess.start<{ port: number }>(CEILING, [String(plan.commitWindowMs)]);
  const { port } = server.ready;
  const senders: CeilingLane[] = [];
  const receivers: CeilingLane[] = [];
  for (let i = 0; i < plan.pairs; i++) {
    senders.push(await CeilingLane.connect(port, 2 * i, plan.payloadBytes));
    receivers.push(await CeilingLane.connect(port, 2 * i + 1, plan.payloadBytes));
  }
  const run = async (name: string, seconds: number, ratePerSecond?: number) => {
    say(name);
    const options = { seconds, window: plan.window, ratePerSecond, receipts: false };
    const { result, cost } = await measured(server, () => load(senders, receivers, options));
    return phaseFigures(name, result, cost);
  };
  await run("warming up the ceiling", plan.warmUpSeconds);
  const full = await run("ceiling", plan.fullSeconds);
  const half = await run("ceiling, the relay's half rate", plan.halfSeconds, halfRate);
  await Promise.all([...senders, ...receivers].map((lane) => lane.close()));
  return { full, half };
}
