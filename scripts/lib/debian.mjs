import { readFileSync } from "node:fs";
import { must } from "./command.mjs";
import { say } from "./say.mjs";

export function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/**
 * Install a package by apt where we may: on Debian, as root. A failure is said and borne.
 * @param {string} name the package
 * @param {string} title what people call it
 * @returns {boolean} whether apt says that it is installed now
 */
export function installByApt(name, title) {
  if (!isDebian() || process.getuid?.() !== 0) return false;
  say(`installing ${title} …`);
  try {
    must("apt-get", ["update", "-qq"]);
    must("apt-get", ["install", "-y", "-qq", name], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return true;
  } catch (error) {
    say(`apt-get could not install ${title}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}
