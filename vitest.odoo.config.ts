import { defineConfig } from "vitest/config";

/** The suites on real Odoo servers; run by `npm run test:odoo`, which brings the servers up. */
export default defineConfig({
  test: {
    include: ["test/odoo-real/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: ["test/support/globalSetup.ts"],
    // One server per release: files that write to it run one after the other.
    fileParallelism: false,
    reporters: ["verbose"],
  },
});
