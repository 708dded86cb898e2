import { existsSync, readFileSync } from "node:fs";
import { must } from "./command.mjs";
import { say } from "./say.mjs";

const PLACES = [
  process.env.CULVER_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const installed = () => PLACES.find((path) => path !== undefined && existsSync(path));

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/**
 * The path of Chromium, installed by apt where we may.
 * @returns {string | undefined} undefined when there is none; what to do about it has then been said
 */
export function ensureChromium() {
  const found = installed();
  if (found !== undefined) return found;
  if (isDebian() && process.getuid?.() === 0) {
    say("installing Chromium …");
    try {
      must("apt-get", ["update", "-qq"]);
      must("apt-get", ["install", "-y", "-qq", "chromium"], {
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      return installed();
    } catch (error) {
      say(`apt-get could not install Chromium: ${error instanceof Error ? error.message : error}`);
    }
  }
  say("these tests need Chromium. Install it, or name it in CULVER_CHROMIUM, and run npm test again:");
  say(
    isDebian()
      ? "  sudo apt-get update && sudo apt-get install -y chromium"
      : "  npx playwright install chromium, or your system's package manager",
  );
  return undefined;
}
