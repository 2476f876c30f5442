import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They start whole products: minutes, in few lines. */
const LONG = /\/test\/(main|job|cli)\//;

/**
 * Without a record of earlier runs Vitest begins with the files that are written longest, so that one of few lines that
 * takes half a minute would run last, alone.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number => Number(LONG.test(moduleId));
    // oxlint-disable-next-line unicorn/no-array-sort -- this one sorts no array in its place
    return (await super.sort(files)).toSorted((a, b) => isLong(b) - isLong(a));
  }
}

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
    sequence: { sequencer: LongestFirst },
  },
});
