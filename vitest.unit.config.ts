import { defineConfig } from "vitest/config";

/** What needs neither a database nor a server, for `npm run verify`: seconds, so that it is run before every commit. */
export default defineConfig({
  test: {
    include: [
      "test/architecture/**/*.test.ts",
      "test/cli/output.test.ts",
      "test/config/**/*.test.ts",
      "test/lib/**/*.test.ts",
      "test/llm/prices.test.ts",
      "test/protocol/**/*.test.ts",
      "test/recommender/**/*.test.ts",
    ],
    // A hundred thousand documents, and what needs the database, are for `npm test`.
    exclude: ["test/protocol/mutations.test.ts", "test/lib/logger.test.ts"],
    testTimeout: 60_000,
    maxWorkers: 2,
    isolate: false,
  },
});
