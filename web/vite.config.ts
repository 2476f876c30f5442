import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const PRODUCT = "http://127.0.0.1:4747";

export default defineConfig(({ command }) => {
  // what is built is what people are served, whoever builds it: the setting of a test would bring the slow form of React
  if (command === "build") process.env["NODE_ENV"] = "production";
  return {
    root: import.meta.dirname,
    plugins: [react(), tailwindcss()],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2023",
      // the page's policy allows no data: scripts or styles; small files stay files
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 600,
      // the page uses the protocol's words and rules, not its schemas: a schema that nothing uses is left out
      rolldownOptions: { treeshake: { manualPureFunctions: ["z"] } },
    },
    // a running AI COO answers the page under development, which takes its origin for its own
    server: { proxy: { "/api": { target: PRODUCT, headers: { origin: PRODUCT } } } },
  };
});
