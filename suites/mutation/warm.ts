import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { say } from "../support/report.ts";
import { AREAS, type AreaName } from "./areas.ts";
import type { Fate } from "./fate.ts";
import { ROOT, type InstrumentedArea } from "./instrumentArea.ts";
import { type Bench, type Ran, runVitest } from "./runVitest.ts";
import type { Plan, Told } from "./warmRunner.ts";

/** How often a file's process is started again after something spoilt it, before its rest is given up. */
const MOST_STARTS = 60;
const PROGRESS_MS = 60_000;
/** What a test costs besides what it does. */
const LEAST_MS = 5;
/** How often a test may fail without a mutant before nothing is asked of it any more. */
const MOST_BROKEN = 2;

export interface WarmOptions {
  readonly bench: Bench;
  readonly instrumented: InstrumentedArea;
  /** How long tests compute for one mutant at most, those first that come by little else; what they all miss counts as missed. */
  readonly mostSeconds: number;
  /** Ids of those that are tried. */
  readonly wanted: ReadonlySet<string>;
}

export interface WarmResult {
  readonly fateOf: (id: string) => Fate;
  /** Those that no test comes by while it runs, but that are come by while modules load: the test files that load each. */
  readonly onlyAtLoading: ReadonlyMap<string, readonly string[]>;
  /** Those that tests ran with and did not notice: the files that tried each, in the order in which they did. */
  readonly missed: ReadonlyMap<string, readonly string[]>;
}

interface Coverage {
  /** The mutants that each test comes by. */
  readonly ofTest: ReadonlyMap<string, readonly string[]>;
  /** The test files that come by a mutant while modules load, or before the tests of a file. */
  readonly statics: ReadonlyMap<string, readonly string[]>;
  /** What each test computes. */
  readonly costMs: ReadonlyMap<string, number>;
}

/** Tries every mutant that code of an area comes by while a test runs, test file by test file. */
export function tryWarm(options: WarmOptions): Promise<WarmResult> {
  return new Warm(options).run();
}

class Warm {
  readonly #options: WarmOptions;
  readonly #noticed = new Set<string>();
  readonly #missed = new Set<string>();
  /** Mutants and tests that need not be tried together any more. */
  readonly #tried = new Set<string>();
  /** Mutants and tests that did not end in time, once. */
  readonly #late = new Map<string, string>();
  readonly #broken = new Map<string, number>();
  readonly #suspects = new Set<string>();

  constructor(options: WarmOptions) {
    this.#options = options;
  }

  async run(): Promise<WarmResult> {
    const coverage = await this.#cover();
    const plans = this.#plan(coverage);
    const { wanted } = this.#options;
    const covered = new Set([...coverage.ofTest.values()].flat().filter((id) => wanted.has(id)));
    say(`  ${covered.size} mutants are come by while tests run, ${plans.size} files try them`);
    for (const [file, tests] of plans) {
      const before = this.#noticed.size;
      const started = performance.now();
      await this.#tryFile(file, tests);
      const left = [...covered].filter((id) => !this.#noticed.has(id)).length;
      const seconds = Math.round((performance.now() - started) / 1000);
      say(`  ${file}: ${this.#noticed.size - before} noticed in ${seconds} s, ${left} left`);
    }
    const late = new Set(this.#late.values());
    return {
      fateOf: (id) => {
        if (this.#noticed.has(id)) return "noticed";
        if (!covered.has(id)) return "unreached";
        if (this.#missed.has(id)) return "missed";
        return late.has(id) ? "timedOut" : "untried";
      },
      missed: new Map(
        [...this.#missed]
          .filter((id) => !this.#noticed.has(id))
          .map((id) => [id, [...plans].filter(([, tests]) => Object.values(tests).some((ids) => ids.includes(id))).map(([file]) => file)]),
      ),
      onlyAtLoading: new Map([...coverage.statics].filter(([id]) => wanted.has(id) && !covered.has(id))),
    };
  }

  /** Runs all tests once, without any mutant; a test that fails then cannot tell anything of a mutant. */
  async #cover(): Promise<Coverage> {
    const ofTest = new Map<string, readonly string[]>();
    const statics = new Map<string, string[]>();
    const costMs = new Map<string, number>();
    const { told, end } = await this.#start([], undefined);
    // what was not come by yet would count as missed
    if (end === "silent") throw new Error("The tests fell silent before they had said what they come by, so nothing was tried.");
    for (const line of told) {
      // a file that could not even start says nothing of its tests, and their mutants would count as missed
      if ("fails" in line) throw new Error(`Nothing was tried, because a test fails as the code is. Mend it first: ${line.fails}`);
      if ("covered" in line) for (const id of line.statics) statics.set(id, [...(statics.get(id) ?? []), line.covered]);
      if (!("covers" in line)) continue;
      ofTest.set(line.test, line.covers);
      costMs.set(line.test, line.costMs);
    }
    if (statics.size === 0 && [...ofTest.values()].every((ids) => ids.length === 0)) {
      throw new Error("Nothing was tried, because the tests came by no mutant at all: they ran the code as it stands on the disk.");
    }
    const toldOf = new Set([...ofTest.keys()].map(fileOf));
    const silentFiles = testFilesOf(this.#options.bench.area).filter((file) => !toldOf.has(file));
    if (silentFiles.length > 0) throw new Error(`Nothing was tried, because no test of ${silentFiles.join(", ")} said what it comes by.`);
    return { ofTest, statics, costMs };
  }

  /** The tests that each mutant is tried with, by file: the most particular and the quickest, the quickest file first. */
  #plan({ ofTest, costMs }: Coverage): Map<string, Record<string, string[]>> {
    const weight = (test: string): number => ofTest.get(test)!.length * (50 + costMs.get(test)!);
    const tests = [...ofTest.keys()].toSorted((a, b) => weight(a) - weight(b));
    const plans = new Map<string, Record<string, string[]>>();
    const spent = new Map<string, number>();
    const mostMs = this.#options.mostSeconds * 1000;
    for (const test of tests) {
      const file = fileOf(test);
      const plan = plans.get(file) ?? {};
      plans.set(file, plan);
      for (const id of ofTest.get(test)!) {
        const already = spent.get(id) ?? 0;
        if (already >= mostMs || !this.#options.wanted.has(id)) continue;
        spent.set(id, already + Math.max(LEAST_MS, costMs.get(test)!));
        (plan[test] ??= []).push(id);
      }
    }
    const cost = ([, plan]: [string, Record<string, string[]>]): number =>
      Object.keys(plan).reduce((sum, test) => sum + costMs.get(test)!, 0) / Math.max(1, Object.keys(plan).length);
    return new Map([...plans].toSorted((a, b) => cost(a) - cost(b)));
  }

  /** Starts the file's process again after whatever spoilt it, until everything of it was tried. */
  async #tryFile(file: string, tests: Readonly<Record<string, readonly string[]>>): Promise<void> {
    for (let start = 0; start < MOST_STARTS; start++) {
      const plan: Plan = { tests: this.#rest(tests), suspects: [...this.#suspects] };
      if (Object.keys(plan.tests).length === 0) return;
      const { told, end } = await this.#start([file], plan);
      const open = told.findLast((line) => "begins" in line || "missed" in line);
      // it runs in circles where nothing can stop it, which is what a test would say too
      if (end === "silent" && open !== undefined && "begins" in open) this.#noticed.add(open.begins);
    }
    say(`  ${file}: given up after ${MOST_STARTS} starts`);
  }

  #rest(tests: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    const rest: Record<string, string[]> = {};
    for (const [test, ids] of Object.entries(tests)) {
      const left = ids.filter((id) => !this.#noticed.has(id) && !this.#tried.has(`${id} ${test}`));
      if (left.length > 0) rest[test] = left;
    }
    return rest;
  }

  #hear(line: Told): void {
    if ("noticed" in line) this.#noticed.add(line.noticed);
    if ("missed" in line) {
      this.#missed.add(line.missed);
      this.#tried.add(`${line.missed} ${line.test}`);
    }
    if ("late" in line) {
      const key = `${line.late} ${line.test}`;
      // twice in processes of their own, each time after the test had ended without it
      if (this.#late.has(key)) this.#noticed.add(line.late);
      this.#late.set(key, line.late);
    }
    if ("suspect" in line) this.#suspects.add(line.suspect);
    if (!("broken" in line)) return;
    say(`  fails without a mutant: ${line.broken}`);
    const times = (this.#broken.get(line.broken) ?? 0) + 1;
    this.#broken.set(line.broken, times);
    if (times < MOST_BROKEN) return;
    for (const { id } of this.#options.instrumented.mutants) this.#tried.add(`${id} ${line.broken}`);
  }

  /** Runs Vitest on these files, or on all. */
  async #start(files: readonly string[], plan: Plan | undefined): Promise<Ran> {
    const planned = join(this.#options.bench.folder, "plan.json");
    if (plan !== undefined) await writeFile(planned, JSON.stringify(plan));
    const env = plan === undefined ? undefined : { MUTATION_PLAN: planned };
    let saidAt = performance.now();
    const hear = (line: Told): void => {
      this.#hear(line);
      if (performance.now() - saidAt < PROGRESS_MS) return;
      saidAt = performance.now();
      say(`    ${this.#noticed.size} noticed so far`);
    };
    const ran = await runVitest({ bench: this.#options.bench, files, env, hear });
    if (ran.end === "givenUp" && plan === undefined) throw new Error("The tests said nothing for half an hour, so nothing was tried.");
    if (ran.told.length > 0) return ran;
    throw new Error(`Vitest said nothing of ${files.join(", ") || "the tests"} and ended with ${ran.end}: ${ran.errors}`);
  }
}

const fileOf = (test: string): string => test.slice(0, test.indexOf("#"));

const testFilesOf = (area: AreaName): string[] => globSync([...AREAS[area].tests], { cwd: ROOT, exclude: [...AREAS[area].exclude] });
