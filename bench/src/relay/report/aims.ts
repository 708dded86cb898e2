import type { IdleMemory } from "../memory/idle-memory.ts";
import type { Aim, PhaseFigures } from "./report.ts";

const CPU_PER_WRITTEN_US = 20;
const BYTES_PER_SESSION = 3_000;
const TIMES_THE_CEILING = 2;

/** The aims and whether they are reached. */
export function aims(found: {
  /** Phases at full throttle without receipts. */
  readonly full: readonly PhaseFigures[];
  readonly ratio: { readonly full: number; readonly half: number };
  readonly idle: IdleMemory;
}): Aim[] {
  const { full, ratio, idle } = found;
  const writing = full.map(({ name, cpuPerWritten = Number.NaN }) => ({
    what: `server CPU per message written to disk, ${name}`,
    aim: `≤ ${CPU_PER_WRITTEN_US} µs`,
    measured: `${cpuPerWritten.toFixed(1)} µs`,
    reached: cpuPerWritten <= CPU_PER_WRITTEN_US,
  }));
  return [
    ...writing,
    {
      what: `resident bytes per idle session, at ${idle.sessions}`,
      aim: `≤ ${BYTES_PER_SESSION}`,
      measured: idle.bytesPerSession.toFixed(0),
      reached: idle.bytesPerSession <= BYTES_PER_SESSION,
    },
    overCeiling("at full throttle", ratio.full),
    overCeiling("at the same moderate rate", ratio.half),
  ];
}

function overCeiling(when: string, ratio: number): Aim {
  return {
    what: `CPU per message, relay over ceiling, ${when}`,
    aim: `≤ ${TIMES_THE_CEILING} ×`,
    measured: `${ratio.toFixed(2)} ×`,
    reached: ratio <= TIMES_THE_CEILING,
  };
}
