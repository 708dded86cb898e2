import { existsSync } from "node:fs";
import { installByApt } from "./debian.mjs";
import { say } from "./say.mjs";

const isInstalled = () =>
  ["/usr/sbin", "/usr/local/sbin"].some((folder) =>
    ["bearerbox", "smsbox"].every((name) => existsSync(`${folder}/${name}`)),
  );

/** Make Kannel be there, where we may; its tests skip themselves, and say so, where it is not. */
export function ensureKannel() {
  if (isInstalled() || installByApt("kannel", "Kannel")) return;
  say("Kannel is not installed: its tests will be skipped. On Debian: sudo apt-get install -y kannel");
}
