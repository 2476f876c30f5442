import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { AREAS, type AreaName } from "./areas.ts";

/** The tests of one area, named by the suite that starts this. */
const area = AREAS[process.env["MUTATION_AREA"] as AreaName];

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: [...area.tests],
    exclude: [...area.exclude],
    globalSetup: area.database ? ["test/support/globalSetup.ts"] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
