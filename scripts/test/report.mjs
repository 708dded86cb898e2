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
 * @typedef {object} Case
 * @property {string} file
 * @property {string} name
 * @property {"passed" | "failed" | "skipped"} outcome
 */

/**
 * The test cases of a JUnit report; none if the runner did not come to write one.
 * @param {string} path
 * @returns {Case[]}
 */
export function readCases(path) {
  if (!existsSync(path)) return [];
  const xml = readFileSync(path, "utf8");
  return [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = "", body = ""]) => {
      const read = (/** @type {string} */ name) =>
        plain(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
      return { file: read("file") || read("classname"), name: read("name"), outcome: outcomeOf(body) };
    },
  );
}

/**
 * Counts the test cases of a JUnit report; nothing if the runner did not come to write one.
 * @param {string} path
 * @returns {Tally}
 */
export function readReport(path) {
  const cases = readCases(path);
  if (cases.length === 0) return nothing;
  const failures = cases.filter(({ outcome }) => outcome === "failed");
  const skipped = cases.filter(({ outcome }) => outcome === "skipped").length;
  const failed = failures.length;
  return { passed: cases.length - skipped - failed, failed, skipped, failures };
}

/** @param {string} body */
function outcomeOf(body) {
  if (body.includes("<skipped")) return "skipped";
  return /<(failure|error)\b/.test(body) ? "failed" : "passed";
}

const ENTITIES = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** @param {string} text of an XML attribute */
function plain(text) {
  return text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (name)],
  );
}
