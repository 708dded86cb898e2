#!/usr/bin/env node
import { buildWeb } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/say.mjs";

await run(() => {
  ensureInstalled();
  buildWeb();
  return 0;
});
