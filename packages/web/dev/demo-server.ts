import { join, normalize } from "node:path";

/** What the product's server sends with the app: nothing inline, nothing from elsewhere. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types culver",
].join("; ");

/** Serves a built demonstration on a free port of this machine. */
export function serveDemo(
  folder: string,
  options: { sandbox?: boolean; port?: number } = {},
): { url: string; stop(): void } {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/v1/server") {
        return Response.json({
          domain: "example.org",
          name: "example.org",
          version: "0.1.0",
          sandbox: options.sandbox ?? false,
          country: "GB",
        });
      }
      const file = Bun.file(join(folder, normalize(pathname)));
      const found = pathname !== "/" && (await file.exists());
      const headers = { "content-security-policy": policy, "cache-control": "no-store" };
      return new Response(found ? file : Bun.file(join(folder, "index.html")), { headers });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => void server.stop(true) };
}
if (import.meta.main) {
  const demo = serveDemo(process.argv[2] ?? "dist", {
    port: Number(process.argv[3] ?? 0),
    sandbox: process.argv[4] === "sandbox",
  });
  process.stdout.write(`${demo.url}\n`);
}
