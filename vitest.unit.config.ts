import { defineConfig } from "vitest/config";

/** What needs neither a database nor a server, for `npm run verify`: seconds, so that it is run before every commit. */
export default defineConfig({
  test: {
    include: [
      "test/architecture/**/*.test.ts",
      "test/cli/**/*.test.ts",
      "test/config/**/*.test.ts",
      "test/lib/**/*.test.ts",
      "test/protocol/**/*.test.ts",
      "test/recommender/**/*.test.ts",
      "test/outreach/businessHours.test.ts",
    ],
    // A hundred thousand documents are for `npm test`.
    exclude: ["test/protocol/mutations.test.ts"],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
