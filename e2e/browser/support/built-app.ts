import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../scripts/build.mjs", import.meta.url));

/** Builds the web app that the server serves, unless it was built from these very sources. */
export async function buildApp(): Promise<void> {
  const child = Bun.spawn(["node", script], { stdout: "ignore", stderr: "pipe" });
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`the web app cannot be built: ${said}`);
}
