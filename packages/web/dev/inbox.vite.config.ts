import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

// A build is always the product, also when a test runner has set another mode.
if (process.argv.includes("build")) process.env.NODE_ENV = "production";

/** The agents' inbox alone, as the product builds it, for looking at and for tests of its screens. */
export default defineConfig({
  root,
  plugins: [react()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rollupOptions: { input: { business: `${root}business.html` } },
  },
});
