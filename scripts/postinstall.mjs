import { prepare } from "./lib/prepare.mjs";
import { run } from "./lib/say.mjs";

await run(() => {
  prepare();
  return 0;
});
