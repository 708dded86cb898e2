import { ceilingPhases } from "./ceiling-phases.ts";
import { idlePhases } from "./idle-phases.ts";
import type { Plan } from "./plan.ts";
import { relayPhases } from "./relay-phases.ts";
import { aims } from "./report/aims.ts";
import type { RelayReport } from "./report/report.ts";

/** The whole relay bench, one phase after the other. @param say is told what comes next */
export async function runRelay(plan: Plan, say: (what: string) => void): Promise<RelayReport> {
  const relay = await relayPhases(plan, say);
  const ceiling = await ceilingPhases(plan, relay.halfRate, say);
  const idle = await idlePhases(plan, say);
  const { halfRate: _halfRate, ...phases } = relay;
  const ratio = {
    full: relay.online.cpuPerMessage / ceiling.full.cpuPerMessage,
    half: relay.onlineHalf.cpuPerMessage / ceiling.half.cpuPerMessage,
  };
  return {
    pairs: plan.pairs,
    payloadBytes: plan.payloadBytes,
    phases: Object.values(phases),
    ceiling: [ceiling.full, ceiling.half],
    ratio,
    idle,
    aims: aims({ full: [relay.online, relay.offline], ratio, idle: idle.culver }),
  };
}
