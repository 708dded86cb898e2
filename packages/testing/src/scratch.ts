import { chmodSync, chownSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Identity } from "./identity.ts";

/** A temporary folder for one cluster, owned by `identity`. */
export function scratchFolder(identity: Identity | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), "culver-postgres-"));
  chmodSync(folder, 0o755);
  if (identity !== undefined) chownSync(folder, identity.uid, identity.gid);
  return folder;
}
