/** What a measured server process tells the bench on request. */
export interface Usage {
  /** CPU in user and in system mode since start, microseconds. */
  readonly user: number;
  readonly system: number;
  /** Resident set, bytes, after garbage collections when asked for. */
  readonly rss: number;
  /** Durable stanzas taken in, and those of them that went to disk; 0 where there is no such thing. */
  readonly accepted: number;
  readonly written: number;
}

export type UsageRequest = "usage" | "usage-after-gc";

const COLLECTIONS = 3;
const BETWEEN_MS = 200;

/** Answers usage requests that come over the process's IPC channel, and ends the process when the bench is gone. */
export function answerUsage(counters: () => { accepted: number; written: number }): void {
  process.on("disconnect", () => process.exit());
  process.on("message", (request: unknown) => {
    if (request === "usage") answer();
    else if (request === "usage-after-gc") void collect().then(answer);
  });
  const answer = () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { user, system, rss: process.memoryUsage.rss(), ...counters() };
    process.send?.({ usage });
  };
}

/** More than once, with pauses: memory goes back to the system some time after the objects in it are gone. */
async function collect(): Promise<void> {
  for (let i = 0; i < COLLECTIONS; i++) {
    Bun.gc(true);
    await Bun.sleep(BETWEEN_MS);
  }
}
