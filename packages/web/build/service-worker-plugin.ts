import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { getManifest } from "workbox-build";

/** After the build: writes the list of files of the app shell, with their hashes, into `sw.js`. */
export function serviceWorker(): Plugin {
  let outDir = "";
  return {
    name: "culver-service-worker",
    apply: "build",
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
      if (config.build.outDir.startsWith("/")) outDir = config.build.outDir;
    },
    async closeBundle() {
      const { manifestEntries } = await getManifest({
        globDirectory: outDir,
        globPatterns: [
          "index.html",
          "theme.js",
          "favicon.svg",
          "manifest.webmanifest",
          "assets/*.{js,css}",
          "assets/*latin-wght*.woff2",
        ],
        globIgnores: ["assets/link-*", "assets/business-*", "assets/inbox-*"],
        dontCacheBustURLsMatching: /^assets\//,
      });
      const file = join(outDir, "sw.js");
      const source = await readFile(file, "utf8");
      const entries = JSON.stringify(manifestEntries.map(({ url, revision }) => ({ url, revision })));
      await writeFile(file, source.replace("__SHELL", entries));
    },
  };
}
