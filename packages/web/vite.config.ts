import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleHashFile } from "./build/bundle-hash-plugin.ts";
import { serviceWorker } from "./build/service-worker-plugin.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

// A build is always the product: whoever starts it, a test runner among them, may have set another mode.
if (process.argv.includes("build")) process.env.NODE_ENV = "production";

export default defineConfig({
  root,
  plugins: [react(), serviceWorker(), bundleHashFile()],
  define: { __VERSION__: JSON.stringify(process.env.npm_package_version ?? "0.1.0") },
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    // Nothing becomes a data: URL, so that the page runs under a strict content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: `${root}index.html`,
        // The page behind a link to a file: an entry of its own, with none of the app in it.
        link: `${root}m/index.html`,
        // The inbox of a business's agents, at /business.
        business: `${root}business.html`,
        sw: `${root}src/service-worker/sw.ts`,
      },
      output: {
        // What only the inbox needs has names of its own, which the app's shell leaves out.
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => /\/src\/(inbox\/|inbox-pages\/|words\/inbox)/u.test(id))
            ? "assets/business-[name]-[hash].js"
            : "assets/[name]-[hash].js",
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
