import { mkdirSync } from "node:fs";
import { bin, cache } from "../lib/paths.mjs";
import { typedFolders } from "./files.mjs";
import { execute } from "./process.mjs";
import { sum } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */

const LIMIT_MS = 180_000;
const COMPILERS = 2;

/**
 * One check counts as one test.
 * @param {string} label
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<Tally>}
 */
async function check(label, program, args) {
  const { status, output } = await execute(bin(program), args, { limitMs: LIMIT_MS });
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${label}\n`);
  if (status !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

export const biome = () =>
  check("biome", "biome", ["check", "--error-on-warnings", "--no-errors-on-unmatched"]);

export const boundaries = () =>
  check("dependency-cruiser", "depcruise", [
    "--config",
    ".dependency-cruiser.cjs",
    "packages",
    "bench",
    "e2e",
    "scripts",
  ]);

export const leftovers = () =>
  check("knip", "knip", ["--no-progress", "--cache", "--cache-location", `${cache}/knip`]);

/** `tsc` over every package, two at a time. */
export async function types() {
  mkdirSync(cache, { recursive: true });
  const folders = typedFolders();
  const worker = async () => {
    /** @type {Tally[]} */
    const tallies = [];
    for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
      const state = `${cache}/${folder.replaceAll("/", "-")}.tsbuildinfo`;
      const flags = ["--noEmit", "--incremental", "--tsBuildInfoFile", state];
      tallies.push(await check(`tsc ${folder}`, "tsc", ["-p", folder, ...flags]));
    }
    return sum(tallies);
  };
  return sum(await Promise.all(Array.from({ length: COMPILERS }, worker)));
}
