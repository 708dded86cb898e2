import { existsSync } from "node:fs";
import { installByApt, isDebian } from "./debian.mjs";
import { say } from "./say.mjs";

const PLACES = [
  process.env.CULVER_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const installed = () => PLACES.find((path) => path !== undefined && existsSync(path));

/**
 * The path of Chromium, installed by apt where we may.
 * @returns {string | undefined} undefined when there is none; what to do about it has then been said
 */
export function ensureChromium() {
  const found = installed();
  if (found !== undefined) return found;
  if (installByApt("chromium", "Chromium")) return installed();
  say("these tests need Chromium. Install it, or name it in CULVER_CHROMIUM, and run npm test again:");
  say(
    isDebian()
      ? "  sudo apt-get update && sudo apt-get install -y chromium"
      : "  npx playwright install chromium, or your system's package manager",
  );
  return undefined;
}
