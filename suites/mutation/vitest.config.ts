import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { AREAS, type AreaName } from "./areas.ts";

/** The tests that see what one area works out at loading, for Stryker; the suite that starts this names it. */
const area = AREAS[process.env["MUTATION_AREA"] as AreaName];

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: [...area.atLoading],
    exclude: [...area.exclude],
    globalSetup: area.database ? ["test/support/globalSetup.ts"] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
