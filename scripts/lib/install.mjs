import { existsSync, statSync } from "node:fs";
import { npm } from "./command.mjs";
import { at } from "./paths.mjs";
import { needsPreparing, prepare } from "./prepare.mjs";
import { PlainError, say } from "./say.mjs";

const OLDEST_NODE = 20;

/** npm writes this file last, so it tells a whole tree from a broken-off one, and when it was made. */
const marker = at("node_modules", ".package-lock.json");

const isMissing = () => !existsSync(marker);
const isOutdated = () => statSync(marker).mtimeMs < statSync(at("package-lock.json")).mtimeMs;

/**
 * Install what package-lock.json names, if it is not there; then make sure that it can be used.
 * `npm install --no-save` keeps to the lockfile as `npm ci` does, but works in place, since other programs may
 * be running from node_modules, and bears with a lockfile that lacks optional packages of other platforms.
 */
export function ensureInstalled() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE) throw new PlainError(`needs Node ${OLDEST_NODE} or newer, this is ${major}`);
  if (isMissing() || (needsPreparing() && isOutdated())) {
    say("installing packages (about a minute the first time) …");
    npm(["install", "--no-save"]);
  }
  if (needsPreparing()) prepare();
}
