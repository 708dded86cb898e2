import { readFileSync } from "node:fs";
import { PostgresUnavailableError } from "./errors.ts";

/** The Unix user a cluster runs as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user to run PostgreSQL as, or undefined for "as we are".
 * PostgreSQL refuses to run as root, so root hands over to `postgres` or `nobody`.
 * @throws {PostgresUnavailableError} when root finds neither user.
 */
export function clusterIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }] as const),
  );
  const identity = users.get("postgres") ?? users.get("nobody");
  if (identity === undefined) {
    throw new PostgresUnavailableError(
      "PostgreSQL cannot run as root, and there is no user postgres or nobody.",
    );
  }
  return identity;
}
