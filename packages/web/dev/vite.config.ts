import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The app over the invented client, for looking at and for tests of the screens. */
export default defineConfig({
  root: here,
  publicDir: fileURLToPath(new URL("../public", import.meta.url)),
  plugins: [react()],
  define: { __VERSION__: JSON.stringify("0.1.0") },
  worker: { format: "es" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rollupOptions: { input: { index: `${here}index.html`, pages: `${here}pages.html` } },
  },
});
