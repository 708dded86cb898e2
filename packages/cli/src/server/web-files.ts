import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { StaticFiles } from "@culver/server";

/** The built app; undefined when it has not been built. */
export async function openWebFiles(): Promise<StaticFiles | undefined> {
  const folder = fileURLToPath(new URL("../../../web/dist", import.meta.url));
  return existsSync(folder) ? StaticFiles.open(folder) : undefined;
}
