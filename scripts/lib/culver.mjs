import { become } from "./command.mjs";
import { at, bin } from "./paths.mjs";

/**
 * Run the command `culver` under the pinned Bun. `--no-orphans`: it ends when we are killed outright.
 * @param {string[]} args
 */
export const culver = (args) => become(bin("bun"), ["--no-orphans", at("packages/cli/src/main.ts"), ...args]);
