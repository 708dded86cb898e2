#!/usr/bin/env node
import { culver } from "./lib/culver.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/say.mjs";

await run(() => {
  ensureInstalled();
  return culver(process.argv.slice(2));
});
