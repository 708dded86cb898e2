import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { nothing } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */

/**
 * A path for a runner to write its JUnit report to, with no old report in place.
 * @param {string} step
 */
export function reportPath(step) {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `${step}.xml`);
  rmSync(path, { force: true });
  return path;
}

/**
 * Counts the test cases of a JUnit report; nothing if the runner did not come to write one.
 * @param {string} path
 * @returns {Tally}
 */
export function readReport(path) {
  if (!existsSync(path)) return nothing;
  const xml = readFileSync(path, "utf8");
  const cases = [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = "", body = ""]) => ({ attributes, body }),
  );
  const skipped = cases.filter(({ body }) => body.includes("<skipped")).length;
  const failures = cases.filter(({ body }) => /<(failure|error)\b/.test(body)).map(failureOf);
  const failed = failures.length;
  return { passed: cases.length - skipped - failed, failed, skipped, failures };
}

/**
 * @param {{ attributes: string }} testcase
 * @returns {import("./tally.mjs").Failure}
 */
function failureOf({ attributes }) {
  const read = (/** @type {string} */ name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return { file: read("file") || read("classname"), name: read("name") };
}
