import { expect, test } from "bun:test";

const MAIN = new URL("../src/main.ts", import.meta.url).pathname;
const WITHIN_MS = 120_000;

interface Phase {
  name: string;
  messagesPerSecond: number;
  cpuPerMessage: number;
  shareWritten?: number;
  p50?: number;
  p99?: number;
}

interface Figures {
  machine: string;
  phases: Phase[];
  ceiling: Phase[];
  ratio: { full: number; half: number };
  idle: Record<"culver" | "bare", { sessions: number; bytesPerSession: number }>;
  aims: { what: string; reached: boolean }[];
}

async function bench(...options: string[]): Promise<{ out: string; code: number }> {
  const child = Bun.spawn([process.execPath, "run", MAIN, ...options], { stdout: "pipe", stderr: "inherit" });
  const out = await new Response(child.stdout).text();
  return { out, code: await child.exited };
}

test(
  "a quick run ends by itself and has every figure",
  async () => {
    const { out, code } = await bench("--quick", "--json");
    expect(code).toBe(0);
    const { machine, phases, ceiling, ratio, idle, aims } = JSON.parse(out) as Figures;
    expect(machine).toContain("Bun");
    expect(phases.map(({ name }) => name)).toEqual([
      "recipients online",
      "recipients online, half rate",
      "online, receipts",
      "online, receipts, half rate",
      "recipients offline",
      "then collected",
      "recipients offline, half rate",
      "then collected, receipts",
    ]);
    expect(ceiling).toHaveLength(2);
    for (const phase of [...phases, ...ceiling]) {
      expect(phase.messagesPerSecond).toBeGreaterThan(0);
      expect(phase.cpuPerMessage).toBeGreaterThan(0);
      if (phase.name.includes("collected")) continue;
      expect(phase.p50).toBeGreaterThan(0);
      expect(phase.p99).toBeGreaterThanOrEqual(phase.p50 ?? Number.NaN);
    }
    // Nobody is there to acknowledge before the commit: everything goes to disk.
    for (const { name, shareWritten } of phases) if (/offline/.test(name)) expect(shareWritten).toBe(1);
    expect(ratio.full).toBeGreaterThan(0);
    expect(ratio.half).toBeGreaterThan(0);
    expect(idle.culver.sessions).toBe(300);
    expect(idle.bare.sessions).toBe(300);
    expect(idle.culver.bytesPerSession).not.toBeNaN();
    expect(aims.length).toBeGreaterThanOrEqual(4);
  },
  WITHIN_MS,
);

test("what it does not know it says", async () => {
  const { out, code } = await bench("no-such-bench");
  expect(code).toBe(2);
  expect(out).toContain("Usage");
});
