import { existsSync } from "node:fs";
import { must } from "./command.mjs";
import { hashOf } from "./hash.mjs";
import { at, cache } from "./paths.mjs";
import { say } from "./say.mjs";
import { Stamp } from "./stamp.mjs";

/** The packages whose sources end up in the web app. */
const WEB_INPUTS = ["web", "look", "client", "crypto", "protocol", "sms"].map((name) => at("packages", name));

/** Build the web app into packages/web/dist, unless it was built from these very sources. */
export function buildWeb() {
  const stamp = new Stamp(`${cache}/web.stamp`);
  const inputs = hashOf([at("package-lock.json"), at("patches"), ...WEB_INPUTS]);
  if (stamp.matches(inputs) && existsSync(at("packages/web/dist/index.html"))) return;
  stamp.clear();
  say("building the web app …");
  must(process.execPath, [at("node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: at("packages/web"),
  });
  stamp.set(inputs);
}
