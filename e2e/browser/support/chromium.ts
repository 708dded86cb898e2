import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [process.env.CULVER_CHROMIUM, "/usr/bin/chromium"];

/** Without these Chromium calls its maker at every start; a browser under test talks to the server alone. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium of `CULVER_CHROMIUM` or of the system, without a window. */
export function launchChromium(...args: readonly string[]): Promise<Browser> {
  const executablePath = PLACES.find((path) => path !== undefined && existsSync(path));
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [...ARGS, ...args],
  });
}
