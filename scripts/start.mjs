#!/usr/bin/env node
import { buildWeb } from "./lib/build.mjs";
import { culver } from "./lib/culver.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/say.mjs";

await run(() => {
  ensureInstalled();
  buildWeb();
  return culver(["start", ...process.argv.slice(2)]);
});
