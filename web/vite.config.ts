/** How the client is built for parley/web to serve, and how `npm run dev` reaches a Parley that runs. */
import { fileURLToPath } from "node:url";

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

import { compressed } from "./scripts/compressed.ts";
import { worker } from "./scripts/worker.ts";

const parley = process.env["PARLEY_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [vue(), worker(), compressed()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    target: ["chrome123", "firefox121", "safari17.5"], // `light-dark()` and `:has()` are as they stand
    cssCodeSplit: false, // all of it is smaller than what asking for its parts would cost
    outDir: fileURLToPath(new URL("../parley/web/dist", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy asks for files
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/v1": { target: parley, ws: true }, "/health": parley } },
});
