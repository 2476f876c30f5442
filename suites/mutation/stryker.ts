import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { AREAS, type AreaName } from "./areas.ts";

const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          status: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
        }),
      ),
    }),
  ),
});

/** A change of the code that no test noticed. */
export interface Survivor {
  readonly place: string;
  readonly mutator: string;
  readonly replacement: string;
}

export interface AreaResult {
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly Survivor[];
}

/** Mutates one area and runs its tests against every mutant; answers what they noticed. `only` narrows it to some files. */
export async function mutateArea(name: AreaName, options: { readonly only?: string; readonly concurrency: number }): Promise<AreaResult> {
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-mutation-"));
  try {
    const report = join(folder, "report.json");
    const config = join(folder, "stryker.json");
    await writeFile(config, JSON.stringify(configOf(name, { folder, report, ...options })));
    await run(config, name);
    return read(reportSchema.parse(JSON.parse(await readFile(report, "utf8"))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function configOf(
  name: AreaName,
  {
    folder,
    report,
    only,
    concurrency,
  }: { readonly folder: string; readonly report: string; readonly only?: string; readonly concurrency: number },
) {
  return {
    packageManager: "npm",
    testRunner: "vitest",
    vitest: { configFile: "suites/mutation/vitest.config.ts", related: false },
    mutate: only === undefined ? AREAS[name].mutate : [only],
    coverageAnalysis: "perTest",
    concurrency,
    dryRunTimeoutMinutes: 20,
    timeoutMS: 30_000,
    // TypeScript 7 has no interface for programs yet, and without a tsconfig nothing asks for one
    tsconfigFile: "none.json",
    ignorePatterns: [".data*", "web"],
    tempDirName: join(folder, "sandbox"),
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
  };
}

function run(config: string, name: AreaName): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", config], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, MUTATION_AREA: name },
    });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`The mutation of ${name} ended with ${code}.`))));
  });
}

/** Those that did not compile or were left out count for nothing. */
const NOTICED = new Set(["Killed", "Timeout"]);
const MISSED = new Set(["Survived", "NoCoverage"]);

function read({ files }: z.infer<typeof reportSchema>): AreaResult {
  const all = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })));
  const killed = all.filter(({ status }) => NOTICED.has(status)).length;
  const missed = all.filter(({ status }) => MISSED.has(status));
  return {
    mutants: killed + missed.length,
    killed,
    survivors: missed.map(({ file, location, mutatorName, replacement }) => ({
      place: `${file}:${location.start.line}:${location.start.column}`,
      mutator: mutatorName,
      replacement: (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 120),
    })),
  };
}
