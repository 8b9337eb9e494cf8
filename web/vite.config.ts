/** How the client is built for parley/web to serve, and how `npm run dev` reaches a Parley that runs. */
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const parley = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: { target: "es2022", assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: { polyfill: false } },
  server: { proxy: { "/v1": { target: parley, ws: true }, "/openapi.json": parley, "/health": parley } },
});
