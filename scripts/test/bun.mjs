import { bin } from "../lib/paths.mjs";
import { execute } from "./process.mjs";
import { readReport, reportPath } from "./report.mjs";
import { judged } from "./tally.mjs";

/** A first call that starts PostgreSQL takes seconds on a busy machine. */
const TEST_LIMIT_MS = 30_000;

/**
 * Run test files with `bun test`.
 * @param {string} step
 * @param {string[]} files
 * @param {object} options
 * @param {number} options.workers processes to spread the files over
 * @param {number} options.limitMs for all of them
 * @param {NodeJS.ProcessEnv} options.env
 */
export async function bunTest(step, files, { workers, limitMs, env }) {
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
