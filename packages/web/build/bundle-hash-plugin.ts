import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";

/** Every file under a folder, by its path within it with slashes, in the order of those paths' code units. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/**
 * SHA-256, in hex, over a line `<sha256 of the file>  <path>` for each file, as `sha256sum` writes them: whoever builds the
 * same source can compare. `bundle.json` itself is left out.
 */
export async function bundleHash(folder: string): Promise<{ hash: string; files: number }> {
  const whole = createHash("sha256");
  const files = (await filesOf(folder)).filter((path) => path !== "bundle.json");
  for (const path of files) {
    const hash = createHash("sha256").update(await readFile(join(folder, path)));
    whole.update(`${hash.digest("hex")}  ${path}\n`);
  }
  return { hash: whole.digest("hex"), files: files.length };
}

/** After the build, and after what else writes there: `bundle.json` with the hash of all that was built. */
export function bundleHashFile(): Plugin {
  let outDir = "";
  return {
    name: "culver-bundle-hash",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir.startsWith("/")
        ? config.build.outDir
        : join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        await writeFile(join(outDir, "bundle.json"), `${JSON.stringify(await bundleHash(outDir))}\n`);
      },
    },
  };
}
