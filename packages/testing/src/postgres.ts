import { PostgresCluster, type PostgresDatabase } from "./cluster.ts";

export { packagedBinaries, systemBinaries } from "./binaries.ts";
export { PostgresCluster, type PostgresDatabase } from "./cluster.ts";
export { PostgresUnavailableError } from "./errors.ts";

let shared: Promise<PostgresCluster> | undefined;

/**
 * A new, empty database on a real PostgreSQL. The first call in a process starts the cluster (about two
 * seconds), later ones take some tens of milliseconds; the cluster ends with the process.
 * @throws {PostgresUnavailableError} when PostgreSQL is neither installed nor shipped by npm here.
 */
export async function createPostgresDatabase(): Promise<PostgresDatabase> {
  shared ??= PostgresCluster.create();
  return (await shared).createDatabase();
}
