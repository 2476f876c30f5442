import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { AREAS, type AreaName } from "./areas.ts";
import { ROOT } from "./instrumentArea.ts";

/** What the driver tells: the area whose tests run, and its instrumented code. */
const area = AREAS[process.env["MUTATION_AREA"] as AreaName];
const code = JSON.parse(readFileSync(process.env["MUTATION_CODE"]!, "utf8")) as Record<string, string>;

export default defineConfig({
  root: ROOT,
  plugins: [{ name: "mutants", enforce: "pre", load: (id) => code[relative(ROOT, id)] ?? null }],
  test: {
    include: [...area.tests],
    exclude: [...area.exclude],
    globalSetup: ["suites/mutation/warmServer.ts"],
    runner: "suites/mutation/warmRunner.ts",
    pool: "forks",
    // the runner counts a test's turns instead: on a busy machine a clock would call every test one that hangs
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
    // as in `npm test`: most of what a process computes is loading the modules
    isolate: false,
    // Vitest knows a module by what stands on the disk: its common cache would answer with code of before, without any mutant
    fsModuleCachePath: join(dirname(process.env["MUTATION_CODE"]!), "modules"),
    reporters: ["dot"],
  },
});
