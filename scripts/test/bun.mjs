import { bin } from "../lib/paths.mjs";
import { execute } from "./process.mjs";
import { readReport, reportPath } from "./report.mjs";
import { judged } from "./tally.mjs";

/** A first call that starts PostgreSQL takes seconds on a busy machine. */
const TEST_LIMIT_MS = 30_000;

/** More failing files than these are no accident of a busy machine. */
const MOST_RERUN = 6;

/**
 * @typedef {object} Options
 * @property {number} workers processes to spread the files over
 * @property {number} limitMs for all of them
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Run test files with `bun test`. A few files that fail run once more, alone; what passes then is told apart.
 * @param {string} step
 * @param {string[]} files
 * @param {Options} options
 */
export async function bunTest(step, files, options) {
  const first = await once(step, files, options);
  const failures = first.failures ?? [];
  const again = [...new Set(failures.map(({ file }) => file))].filter((file) => files.includes(file));
  if (again.length === 0 || again.length > MOST_RERUN) return first;
  process.stdout.write(`\nonce more, alone: ${again.join(", ")}\n`);
  const second = await once(`${step}-again`, again, { ...options, workers: 1 });
  if (second.failed > 0) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, failures: [], unsteady: failures };
}

/**
 * @param {string} step
 * @param {string[]} files
 * @param {Options} options
 */
async function once(step, files, { workers, limitMs, env }) {
  const report = reportPath(step);
  const { status } = await execute(
    bin("bun"),
    [
      "test",
      "--only-failures",
      `--timeout=${TEST_LIMIT_MS}`,
      ...(workers > 1 ? [`--parallel=${workers}`] : ["--isolate"]),
      "--reporter=junit",
      `--reporter-outfile=${report}`,
      ...files.map((file) => `./${file}`),
    ],
    { limitMs, live: true, env },
  );
  return judged(readReport(report), status);
}
