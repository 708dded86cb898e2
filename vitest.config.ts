import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Tests are written against bun:test; the part of its interface they use is Vitest's as well. */
const resolve = { alias: { "bun:test": "vitest" } };

const timeouts = { testTimeout: 30_000, hookTimeout: 30_000 };

/** Chromium's sandbox needs a user other than root. */
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** `npm test` names the files; which files are portable is decided in scripts/test/files.mjs. */
const include = ["packages/{protocol,crypto,client}/test/**/*.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { resolve, test: { name: "node", environment: "node", include, ...timeouts } },
      {
        resolve,
        test: {
          name: "browser",
          include,
          ...timeouts,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env.CULVER_CHROMIUM ?? "/usr/bin/chromium",
                args: sandbox,
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
