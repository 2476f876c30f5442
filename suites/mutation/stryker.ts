import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { AreaName } from "./areas.ts";

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

/** What became of one change of the code. */
export interface Tried {
  /** `src/executor/slots.ts:12:3`. */
  readonly place: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly noticed: boolean;
}

/**
 * Has Stryker mutate an area, or the stretches of its files that are given, and start all its tests for loading anew for
 * every mutant: the way for what is worked out once when a module loads.
 */
export async function tryWithStryker(name: AreaName, options: StrykerOptions): Promise<Tried[]> {
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-mutation-"));
  try {
    const report = join(folder, "report.json");
    const config = join(folder, "stryker.json");
    await writeFile(config, JSON.stringify(configOf({ folder, report, ...options })));
    await run(config, name);
    return read(reportSchema.parse(JSON.parse(await readFile(report, "utf8"))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface StrykerOptions {
  /** Files as globs, or `file:line:column-line:column`. */
  readonly mutate: readonly string[];
  readonly concurrency: number;
}

function configOf({ folder, report, mutate, concurrency }: { readonly folder: string; readonly report: string } & StrykerOptions) {
  return {
    packageManager: "npm",
    testRunner: "vitest",
    vitest: { configFile: "suites/mutation/vitest.config.ts", related: false },
    mutate,
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

function read({ files }: z.infer<typeof reportSchema>): Tried[] {
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => NOTICED.has(status) || MISSED.has(status))
      .map(({ location, mutatorName, replacement, status }) => ({
        place: `${file}:${location.start.line}:${location.start.column}`,
        mutator: mutatorName,
        replacement: (replacement ?? "").replaceAll(/\s+/g, " "),
        noticed: NOTICED.has(status),
      })),
  );
}
