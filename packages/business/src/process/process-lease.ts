import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@culver/storage";
import { isRunning, thisHost } from "./this-process.ts";

/** Another process works with this business's database. */
export class BusinessBusyError extends Error {
  override readonly name = "BusinessBusyError";
}

/** The right to be the one process of a business's database. */
export interface ProcessLease extends AsyncDisposable {
  /** Aborted when another process has taken the database over, because this one gave no sign of life for too long. */
  readonly lost: AbortSignal;
}

export interface ProcessLeaseTiming {
  /** A sign of life is given so often, milliseconds. */
  readonly beatMs: number;
  /** Without one for so long, another may take over, milliseconds. */
  readonly leaseMs: number;
}

const TIMING: ProcessLeaseTiming = { beatMs: 2_000, leaseMs: 10_000 };

type Row = { owner: string; host: string; pid: number; beat: number };

/**
 * Takes the database for this process: at once when nobody has it, or when who had it has ended on this machine; otherwise
 * after it has been silent for `leaseMs`. No clock is compared, so that none that jumps or differs does harm.
 * @throws BusinessBusyError while another process gives signs of life
 */
export async function takeProcessLease(
  database: Database,
  { beatMs, leaseMs }: ProcessLeaseTiming = TIMING,
): Promise<ProcessLease> {
  const me: Row = { owner: randomUUID(), host: thisHost(), pid: process.pid, beat: 0 };
  const first = await take(database, me, undefined);
  if (first !== undefined) await outwait(database, me, first, { beatMs, leaseMs });
  const lost = new AbortController();
  const beat = async () => {
    const count = await database.execute("UPDATE business_process SET beat = beat + 1 WHERE owner = ?", [
      me.owner,
    ]);
    if (count === 0) lost.abort();
  };
  // A beat that fails is made up for by the next; while the database is away nobody else gets it either.
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await database.execute("DELETE FROM business_process WHERE owner = ?", [me.owner]);
    },
  };
}

/** Waits until the holder has been silent for long enough, and takes its place. @throws BusinessBusyError when it is not silent */
async function outwait(
  database: Database,
  me: Row,
  first: Row,
  { beatMs, leaseMs }: ProcessLeaseTiming,
): Promise<void> {
  const until = performance.now() + leaseMs;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(beatMs, leaseMs) / 4));
    const isSilent = performance.now() >= until;
    const held = await take(database, me, isSilent ? first : undefined);
    if (held === undefined) return;
    if (held.owner !== first.owner || held.beat !== first.beat) throw busy(held);
  }
}

/** Takes the place of nobody, of an ended process, or of `silent`. @returns who has it instead */
function take(database: Database, me: Row, silent: Row | undefined): Promise<Row | undefined> {
  return database.transaction(async (tx: Transaction) => {
    await tx.lock("business_process");
    const [held] = await tx.query<Row>("SELECT owner, host, pid, beat FROM business_process WHERE id = 1");
    const hasEnded = held?.host === me.host && !isRunning(held.pid);
    const isSilent = held !== undefined && held.owner === silent?.owner && held.beat === silent.beat;
    if (held !== undefined && !hasEnded && !isSilent) return held;
    await tx.execute("DELETE FROM business_process WHERE id = 1");
    await tx.insertMany(
      "business_process",
      ["id", "owner", "host", "pid", "beat"],
      [[1, me.owner, me.host, me.pid, me.beat]],
    );
    return undefined;
  });
}

function busy({ host, pid }: Row): BusinessBusyError {
  return new BusinessBusyError(
    `Another process has this business's database: process ${pid} on ${host.split(" ", 1)[0]}. ` +
      "Only one may run with it. End that one first, or set CULVER_BUSINESS_DATABASE to a database of its own.",
  );
}
