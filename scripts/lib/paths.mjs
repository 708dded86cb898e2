import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts a path below the root */
export const at = (...parts) => join(root, ...parts);

/** @param {string} name a program that npm installed */
export const bin = (name) => at("node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);

/** Where the scripts keep what they can make again: stamps, reports, caches. Ignored by git. */
export const cache = at(".culver");
