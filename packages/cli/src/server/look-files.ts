import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The style sheets that the server's own pages share with the app. */
export async function readLook(): Promise<{ readonly tokens: string; readonly base: string }> {
  const read = (name: string) =>
    readFile(fileURLToPath(import.meta.resolve(`@culver/look/${name}.css`)), "utf8");
  const [tokens, base] = await Promise.all([read("tokens"), read("base")]);
  return { tokens, base };
}
