import type { MeasuredProcess } from "../process/measured-process.ts";

/** What a phase cost the server. */
export interface Cost {
  /** CPU, microseconds, user and system. */
  readonly cpu: number;
  readonly system: number;
  /** Durable stanzas taken in, and those of them that went to disk. */
  readonly accepted: number;
  readonly written: number;
  /** CPU of the load, in this process, microseconds. */
  readonly loadCpu: number;
}

/** The last acknowledgements reach the disk after the load has seen its last message. */
const SETTLE_MS = 200;

/** Runs a load and tells what it cost the server, everything that it causes afterwards included. */
export async function measured<T>(
  server: MeasuredProcess<unknown>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cost: Cost }> {
  const before = await server.usage();
  const own = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(own);
  await Bun.sleep(SETTLE_MS);
  const after = await server.usage();
  return {
    result,
    cost: {
      cpu: after.user + after.system - before.user - before.system,
      system: after.system - before.system,
      accepted: after.accepted - before.accepted,
      written: after.written - before.written,
      loadCpu: user + system,
    },
  };
}
