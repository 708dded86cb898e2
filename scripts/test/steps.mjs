import { buildWeb } from "../lib/build.mjs";
import { ensureChromium } from "../lib/chromium.mjs";
import { ensureKannel } from "../lib/kannel.mjs";
import { bunTest } from "./bun.mjs";
import { testFiles } from "./files.mjs";
import { biome, boundaries, leftovers, types } from "./lint.mjs";
import { nothing, oneFailed } from "./tally.mjs";
import { vitest } from "./vitest.mjs";

/**
 * @typedef {object} Settings
 * @property {string[]} filters run only test files whose path holds one of these; empty for all
 * @property {boolean} long many seeds and many rounds
 */

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string[]} groups names that --only knows it by
 * @property {(settings: Settings) => Promise<import("./tally.mjs").Tally>} run
 */

const MINUTE_MS = 60_000;
const WORKERS = 2;

/** @param {Settings} settings */
const limits = ({ long }) => ({
  limitMs: (long ? 240 : 8) * MINUTE_MS,
  env: long ? { CULVER_LONG: "1" } : {},
});

/**
 * @param {"unit" | "node" | "browser" | "pages" | "e2e"} kind
 * @param {(files: string[], settings: Settings) => Promise<import("./tally.mjs").Tally>} run
 * @returns {(settings: Settings) => Promise<import("./tally.mjs").Tally>}
 */
const onFiles = (kind, run) => (settings) => {
  const files = testFiles[kind]().filter(
    (file) => settings.filters.length === 0 || settings.filters.some((filter) => file.includes(filter)),
  );
  if (files.length > 0) return run(files, settings);
  process.stdout.write("no test file matches\n");
  return Promise.resolve(nothing);
};

/**
 * @param {(chromium: string) => Promise<import("./tally.mjs").Tally>} run
 */
const inChromium = async (run) => {
  const chromium = ensureChromium();
  return chromium === undefined ? oneFailed : run(chromium);
};

/** @type {Step[]} */
export const steps = [
  { title: "Format and lint: biome", groups: ["lint", "biome"], run: biome },
  { title: "Types: tsc", groups: ["lint", "types"], run: types },
  { title: "Who imports whom: dependency-cruiser", groups: ["lint", "boundaries"], run: boundaries },
  { title: "Nothing unused: knip", groups: ["lint", "unused"], run: leftovers },
  {
    title: "Tests on Bun",
    groups: ["unit"],
    run: onFiles("unit", (files, settings) => {
      if (files.some((file) => file.includes("kannel"))) ensureKannel();
      return bunTest("unit", files, { workers: WORKERS, ...limits(settings) });
    }),
  },
  {
    title: "Portable packages on Node",
    groups: ["node"],
    run: onFiles("node", (files, settings) => vitest("node", files, limits(settings))),
  },
  {
    title: "Portable packages in Chromium",
    groups: ["browser"],
    run: onFiles("browser", (files, settings) =>
      inChromium((chromium) => {
        const { limitMs, env } = limits(settings);
        return vitest("browser", files, { limitMs, env: { ...env, CULVER_CHROMIUM: chromium } });
      }),
    ),
  },
  {
    title: "Pages in Chromium",
    groups: ["pages", "e2e"],
    run: onFiles("pages", (files, settings) =>
      inChromium(async (chromium) => {
        // Once, before two tests at a time come to want it.
        buildWeb();
        const env = { ...limits(settings).env, CULVER_CHROMIUM: chromium };
        return bunTest("pages", files, { ...limits(settings), workers: WORKERS, env });
      }),
    ),
  },
  {
    title: "End to end",
    groups: ["e2e"],
    run: onFiles("e2e", (files, settings) =>
      inChromium((chromium) => {
        const { limitMs, env } = limits(settings);
        return bunTest("e2e", files, { workers: 1, limitMs, env: { ...env, CULVER_CHROMIUM: chromium } });
      }),
    ),
  },
];
