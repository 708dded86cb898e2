import { join } from "node:path";

const MAIN = join(import.meta.dir, "../../../packages/cli/src/main.ts");

export interface Ran {
  readonly code: number;
  /** Standard output, a JSON value per line. */
  readonly events: readonly Record<string, unknown>[];
  readonly errors: string;
}

/** Runs `culver …` as a process of its own, as a script would. */
export async function culver(...args: string[]): Promise<Ran> {
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const lines = output.split("\n").filter((line) => line !== "");
  return { code, events: lines.map((line) => JSON.parse(line) as Record<string, unknown>), errors };
}
