import { existsSync } from "node:fs";
import { relative, sep } from "node:path";
import { filesBelow } from "../lib/hash.mjs";
import { at, root } from "../lib/paths.mjs";

/** Packages that use nothing but the web platform; their tests run on Bun, Node and Chromium. */
const PORTABLE = ["protocol", "crypto", "client"].map((name) => `packages/${name}/`);

const isTest = (/** @type {string} */ path) => /\.test\.tsx?$/.test(path);

/** `*.bun.test.ts` needs Bun, as does the SQLite store. */
const needsBun = (/** @type {string} */ path) => /\.bun\.test\.ts$|sqlite/.test(path);

/** `*.node.test.ts` needs Bun or Node: it reads files, say. */
const needsSystem = (/** @type {string} */ path) => needsBun(path) || /\.node\.test\.ts$/.test(path);

/** @param {string[]} folders */
const testsBelow = (...folders) =>
  folders
    .flatMap((folder) => filesBelow(at(folder)))
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter(isTest);

/** Opens pages in Chromium: few at a time, since a busy machine would make them wait too long. */
const opensPages = (/** @type {string} */ path) => /\/ui\/|^e2e\/browser\//.test(path);

/** Measures or kills processes: one at a time. */
const needsQuiet = (/** @type {string} */ path) => /^bench\/|^e2e\/test\//.test(path);

const isPortable = (/** @type {string} */ path) => PORTABLE.some((folder) => path.startsWith(folder));

/** Which test files each runner takes, as paths from the root. */
export const testFiles = {
  unit: () => testsBelow("packages", "e2e").filter((path) => !needsQuiet(path) && !opensPages(path)),
  node: () => testsBelow("packages").filter((path) => isPortable(path) && !needsBun(path)),
  browser: () => testsBelow("packages").filter((path) => isPortable(path) && !needsSystem(path)),
  pages: () => testsBelow("packages", "e2e").filter(opensPages),
  e2e: () => testsBelow("bench", "e2e").filter(needsQuiet),
};

/** Folders that `tsc` checks: those with a tsconfig.json. */
export const typedFolders = () =>
  [...new Set([...filesBelow(at("packages")), ...filesBelow(at("bench")), ...filesBelow(at("e2e"))])]
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((path) => path.endsWith("/tsconfig.json"))
    .map((path) => path.slice(0, -"/tsconfig.json".length))
    .concat("scripts")
    .filter((folder) => existsSync(at(folder)));
