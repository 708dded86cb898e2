import { chmodSync, cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Identity } from "./identity.ts";

/** Prefix a command so that it runs as `identity`, with no supplementary groups. */
export function asIdentity(identity: Identity | undefined, command: readonly string[]): string[] {
  const setpriv = Bun.which("setpriv");
  if (setpriv === null || identity === undefined) return [...command];
  return [setpriv, `--reuid=${identity.uid}`, `--regid=${identity.gid}`, "--clear-groups", ...command];
}

/** Spawn options that change the user where `setpriv` is missing and cannot do it. */
export function spawnIdentity(identity: Identity | undefined): { uid?: number; gid?: number } {
  return Bun.which("setpriv") === null && identity !== undefined ? { ...identity } : {};
}

/**
 * A bin folder that `identity` can execute: the given one, or a copy under `scratch` when it lies
 * below a folder closed to others (a clone in /root, say).
 */
export function reachableBinaries(bin: string, identity: Identity | undefined, scratch: string): string {
  if (identity === undefined) return bin;
  const probe = Bun.spawnSync(asIdentity(identity, [join(bin, "postgres"), "--version"]), {
    ...spawnIdentity(identity),
    cwd: "/",
    stdout: "ignore",
    stderr: "ignore",
  });
  if (probe.success) return bin;
  const copy = join(scratch, "native");
  if (!existsSync(copy)) cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return join(copy, "bin");
}
