import { GraphError } from "./graph-error.ts";

/** Which versions the door answers to (section 1). */
export interface VersionSettings {
  /** Lowest accepted major version. Default 13. */
  readonly lowest: number;
  /** The version of a request that names none. Default "v23.0". */
  readonly fallback: string;
}

export const defaultVersions: VersionSettings = { lowest: 13, fallback: "v23.0" };

/** A path without its version. */
export interface VersionedPath {
  /** As `facebook-api-version` tells it: "v23.0". */
  readonly version: string;
  readonly major: number;
  /** Begins with "/". */
  readonly path: string;
}

const SEGMENT = /^\/v([0-9]{1,4})\.([0-9]{1,4})(?=\/|$)/i;

/**
 * Takes the optional `/vN.N` off a path (section 1).
 * @param pathname of a URL: begins with "/", without query.
 * @throws GraphError 100 for a version below the lowest.
 */
export function splitVersion(pathname: string, settings: VersionSettings = defaultVersions): VersionedPath {
  const match = SEGMENT.exec(pathname);
  if (!match) return { version: settings.fallback, major: majorOf(settings.fallback), path: pathname };
  const major = Number(match[1]);
  if (major < settings.lowest) {
    throw new GraphError(100, {
      details: `This version is no longer supported. Use v${settings.lowest}.0 or later.`,
    });
  }
  return {
    version: `v${major}.${Number(match[2])}`,
    major,
    path: pathname.slice(match[0].length) || "/",
  };
}

const majorOf = (version: string): number => Number.parseInt(version.slice(1), 10);
