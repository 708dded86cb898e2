import { existsSync } from "node:fs";
import { ensureChromium } from "../lib/chromium.mjs";
import { at, bin } from "../lib/paths.mjs";
import { execute } from "../test/process.mjs";
import { readCases, reportPath } from "../test/report.mjs";

const LIMIT_MS = 20 * 60_000;
const TEST_LIMIT_MS = 60_000;

/**
 * @typedef {object} Proof
 * @property {string} file a test file, from the root
 * @property {string} [names] a regular expression; only test cases whose name it matches. All of them when missing
 */

/**
 * @typedef {object} Row
 * @property {string} feature
 * @property {string} target what is asked for
 * @property {Proof[]} proofs
 */

/**
 * @typedef {Row & { passed: boolean, counts: { proof: Proof, passed: number, failed: number, skipped: number }[] }} Judged
 */

/**
 * Runs every test file that some row names, once, one at a time, and judges the rows by what their test cases did. A row
 * without a test case that passed has not passed.
 * @param {Row[]} rows
 * @returns {Promise<Judged[]>}
 */
export async function judge(rows) {
  const files = [...new Set(rows.flatMap(({ proofs }) => proofs.map(({ file }) => file)))];
  const missing = files.filter((file) => !existsSync(at(file)));
  for (const file of missing) process.stdout.write(`missing: ${file}\n`);
  const report = reportPath("acceptance");
  const present = files.filter((file) => !missing.includes(file)).map((file) => `./${file}`);
  const chromium = ensureChromium();
  await execute(
    bin("bun"),
    ["test", "--isolate", `--timeout=${TEST_LIMIT_MS}`, "--only-failures"]
      .concat(["--reporter=junit", `--reporter-outfile=${report}`])
      .concat(present),
    { limitMs: LIMIT_MS, live: true, env: chromium === undefined ? {} : { CULVER_CHROMIUM: chromium } },
  );
  const cases = readCases(report);
  return rows.map((row) => {
    const counts = row.proofs.map((proof) => ({ proof, ...countOf(cases, proof) }));
    const passed = counts.every(({ passed, failed }) => passed > 0 && failed === 0);
    return { ...row, counts, passed };
  });
}

/**
 * @param {import("../test/report.mjs").Case[]} cases
 * @param {Proof} proof
 */
function countOf(cases, { file, names }) {
  const pattern = new RegExp(names ?? "");
  const own = cases.filter((c) => c.file === file && pattern.test(c.name));
  const count = (/** @type {string} */ outcome) => own.filter((c) => c.outcome === outcome).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}
