import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/odoo-real/**", "node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: ["test/support/globalSetup.ts"],
    maxWorkers: 2,
    // The same modules for every file: loading them anew for each would be a third of the run. No test replaces a module.
    isolate: false,
  },
});
