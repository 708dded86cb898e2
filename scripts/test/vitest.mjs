import { at } from "../lib/paths.mjs";
import { execute } from "./process.mjs";
import { readReport, reportPath } from "./report.mjs";
import { judged } from "./tally.mjs";

/**
 * Run test files with Vitest, under Node or in Chromium.
 * @param {"node" | "browser"} project
 * @param {string[]} files
 * @param {object} options
 * @param {number} options.limitMs for all of them
 * @param {NodeJS.ProcessEnv} options.env
 */
export async function vitest(project, files, { limitMs, env }) {
  const report = reportPath(project);
  const { status } = await execute(
    process.execPath,
    [
      at("node_modules/vitest/vitest.mjs"),
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=junit",
      `--outputFile.junit=${report}`,
      ...files,
    ],
    { limitMs, live: true, env },
  );
  return judged(readReport(report), status);
}
