import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The machine as its process numbers mean it: another boot, or another container, is another. */
export function thisHost(): string {
  const boot = orNothing(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const numbers = orNothing(() => readlinkSync("/proc/self/ns/pid"));
  return [hostname(), boot, numbers].filter((part) => part !== "").join(" ");
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** Only Linux has these files. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
